"""Which backups are kept: the three latest, and the latest of each of 7 days, 4 weeks and 12 months."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

LATEST, DAYS, WEEKS, MONTHS = 3, 7, 4, 12


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """The moments whose backups stay.

    Days, weeks and months are counted from those that have a backup: a practice that was closed for a month keeps what
    it had.
    """
    latest_first = sorted(moments, reverse=True)
    return {
        # The one from before a change of the tables must not go because another was made on the same day.
        *latest_first[:LATEST],
        *_latest(latest_first, lambda moment: moment.date(), DAYS),
        *_latest(latest_first, lambda moment: moment.isocalendar()[:2], WEEKS),
        *_latest(latest_first, lambda moment: (moment.year, moment.month), MONTHS),
    }


def _latest(latest_first: list[datetime], period: Callable[[datetime], Hashable], count: int) -> list[datetime]:
    found: dict[Hashable, datetime] = {}
    for moment in latest_first:
        found.setdefault(period(moment), moment)
    return list(found.values())[:count]
