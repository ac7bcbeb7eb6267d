"""Moments of a record as people read them: dates where it knows a calendar, day numbers where not."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from unknot.records import Clock

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SAME_MOMENT = 1e-6
DAY_STEPS = (1, 2, 7, 14, 28, 56, 84, 168, 364, 728, 1820, 3640)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
LONGEST_IN_WEEKS = 150


def date(clock: Clock, day: float) -> str:
    """The date of a moment: "3 Jun", or "day 58"."""
    if clock.origin is None:
        return f"day {math.floor(day + SAME_MOMENT)}"
    moment = clock.moment(day)
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def weekday(clock: Clock, day: float) -> str:
    """The date of a moment with its weekday: "Tue 3 Jun", or "day 58"."""
    if clock.origin is None:
        return date(clock, day)
    return f"{WEEKDAYS[clock.moment(day).weekday()]} {date(clock, day)}"


def span(clock: Clock, first: float, last: float) -> str:
    """From when to when, with the year: "3 Mar to 27 Apr 2025"; "day 0 to day 55"."""
    start, end = date(clock, first), date(clock, last)
    if clock.origin is None:
        return f"{start} to {end}"
    year, final = clock.moment(first).year, clock.moment(last).year
    return f"{start}{'' if year == final else f' {year}'} to {end} {final}"


def ticks(clock: Clock, first: float, last: float, room: int) -> tuple[tuple[float, str], ...]:
    """At most `room` marks for a time axis: the day of each and its label."""
    if clock.origin is None:
        return _numbered(first, last, room)
    if last - first <= LONGEST_IN_WEEKS:
        return _dated(clock, first, last, room)
    return _by_month(clock, first, last, room)


def _numbered(first: float, last: float, room: int) -> tuple[tuple[float, str], ...]:
    step = next((step for step in DAY_STEPS if (last - first) / step <= room), DAY_STEPS[-1])
    start = -int(-first // step) * step
    return tuple((float(day), f"day {day}") for day in range(start, int(last) + 1, step))


def _dated(clock: Clock, first: float, last: float, room: int) -> tuple[tuple[float, str], ...]:
    step = next((step for step in DAY_STEPS if (last - first) / step <= room), DAY_STEPS[-1])
    midnight = _midnight(clock, first)
    while step >= 7 and midnight.weekday() != 0:
        midnight += timedelta(days=1)
    found: list[tuple[float, str]] = []
    while (day := _day(clock, midnight)) <= last:
        if day >= first:
            found.append((day, f"{midnight.day} {MONTHS[midnight.month - 1]}"))
        midnight += timedelta(days=step)
    return tuple(found)


def _by_month(clock: Clock, first: float, last: float, room: int) -> tuple[tuple[float, str], ...]:
    months = (last - first) / 30.4
    step = next((step for step in MONTH_STEPS if months / step <= room), MONTH_STEPS[-1])
    start = _midnight(clock, first)
    found: list[tuple[float, str]] = []
    month = start.year * 12 + (start.month - 1) // step * step
    while (day := _day(clock, begin := start.replace(year=month // 12, month=month % 12 + 1, day=1))) <= last:
        if day >= first:
            found.append((day, f"{MONTHS[begin.month - 1]} {begin.year}"))
        month += step
    return tuple(found)


def _midnight(clock: Clock, day: float) -> datetime:
    """The last midnight before a moment, on the person's own clock."""
    return clock.moment(day).replace(hour=0, minute=0, second=0, microsecond=0)


def _day(clock: Clock, moment: datetime) -> float:
    """The day of a date-time: the reverse of `Clock.moment`."""
    origin = clock.origin
    if origin is None:
        raise AssertionError("only records with a calendar get here")
    if clock.time_zone is not None:
        moment = moment.replace(tzinfo=ZoneInfo(clock.time_zone)).astimezone(UTC)
    return (moment.replace(tzinfo=None) - origin.replace(tzinfo=None)) / timedelta(days=1)
