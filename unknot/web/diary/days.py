"""Days that an entry may be about, and the moment that stands for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unknot.web.accounts.models import Practice
from unknot.web.design.dates import dated

SHOWN, TAKEN = 7, 60
"""How many days back are offered on the page, and taken from a phone that was away for long."""
EVENING = time(20)
AHEAD = timedelta(minutes=5)
"""How far a phone's clock may be ahead of the server's before it is not believed."""
ABOUT_TODAY = gettext_lazy("An entry is about today or one of the days before.")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the diary, and what it is called on the page."""

    date: date
    title: str


def days_back(practice: Practice, now: datetime, count: int) -> tuple[Day, ...]:
    """Today, where the practice is, and days before, latest first.

    Args:
        practice: Whose clock.
        now: The moment.
        count: How many days.
    """
    today = practice.local(now).date()
    dates = [today - timedelta(days=back) for back in range(count)]
    return tuple(Day(date, _title(date, today)) for date in dates)


def moment_of(practice: Practice, day: date, written_at: datetime) -> datetime:
    """The moment an entry is about: when it was written on the day itself, otherwise that day's evening."""
    written = practice.local(written_at)
    return written_at if written.date() == day else datetime.combine(day, EVENING, written.tzinfo)


def believable(written_at: datetime, now: datetime) -> datetime:
    """When an entry was written: as the phone says, but not after now and not before the days that are taken."""
    if written_at > now + AHEAD or written_at < now - timedelta(days=TAKEN):
        return now
    return min(written_at, now)


def _title(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return dated(day, "l j F")
