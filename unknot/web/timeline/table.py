"""The timeline as a table, latest first: one row a day, or one a week where there are more days than a table bears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from unknot.web.science import BandPoint
from unknot.web.sessions.models import Session
from unknot.web.timeline.canvas import Axis
from unknot.web.timeline.story import Reading, Story
from unknot.web.timeline.wording import number

SHOWN = ("pain", "sleep_quality", "stress")
MOST_DAYS = 200
"""What is longer goes by weeks."""


@dataclass
class Row:
    """What is known of one day, or of the week that begins with it.

    Attributes:
        day: The date where the practice is.
        weekly: Whether it is a week.
        given: The answers by instrument.
        belief: What is believed about pain.
        sessions: The sessions.
        practice: Minutes practised at home.
    """

    day: date
    weekly: bool
    given: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    belief: list[BandPoint] = field(default_factory=list[BandPoint])
    sessions: list[Session] = field(default_factory=list[Session])
    practice: int = 0

    @property
    def cells(self) -> list[str]:
        """The answers in the order of the columns."""
        return [self._said(self.given.get(name, [])) for name in SHOWN]

    @property
    def expected(self) -> str:
        """The answer on pain that is expected last, with its interval."""
        if not self.belief:
            return ""
        last = self.belief[-1]
        lo, hi = (number(min(max(value, 0.0), 10.0)) for value in (last.lo, last.hi))
        return f"{number(last.mean)} ({lo}–{hi})"

    def _said(self, values: list[float]) -> str:
        if not values:
            return "–"
        if not self.weekly or len(values) == 1:
            return ", ".join(number(value) for value in values)
        said = {"low": number(min(values)), "high": number(max(values)), "count": len(values)}
        mean = number(sum(values) / len(values))
        return _("%(mean)s (%(low)s–%(high)s, %(count)s answers)") % {"mean": mean, **said}


def rows_of(story: Story, axis: Axis, practice: Any) -> list[Row]:
    """The days, or the weeks, within an axis of which anything is known.

    Args:
        story: What is told.
        axis: The stretch of time.
        practice: The practice, by whose clock days begin.
    """
    weekly = axis.last - axis.first > timedelta(days=MOST_DAYS)
    rows: dict[date, Row] = {}

    def row(moment: Any) -> Row:
        day = practice.local(moment).date()
        day -= timedelta(days=day.weekday()) if weekly else timedelta()
        return rows.setdefault(day, Row(day, weekly))

    for name, reading in _readings(story, axis):
        row(reading.when).given.setdefault(name, []).append(reading.value)
    for session in story.sessions:
        if axis.holds(session.started_at):
            row(session.started_at).sessions.append(session)
    for reading in story.practice:
        if axis.holds(reading.when):
            row(reading.when).practice += int(reading.value)
    for point in story.belief:
        if axis.holds(point.when):
            row(point.when).belief.append(point)
    known = [found for found in rows.values() if found.given or found.sessions or found.practice]
    return sorted(known, key=lambda found: found.day, reverse=True)


def _readings(story: Story, axis: Axis) -> Iterator[tuple[str, Reading]]:
    for name in SHOWN:
        for reading in story.readings.get(name, ()):
            if axis.holds(reading.when):
                yield name, reading
