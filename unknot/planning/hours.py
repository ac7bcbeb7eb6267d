"""Dates and hours of a diary: when it ends, which date a moment falls on, and when something usually happens."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from unknot.records import Clock, Record
from unknot.units import convert

HOURS = 24.0
MORNING, NOON, EVENING = 8.0, 12.0, 20.0
"""When things are planned and asked where nothing else is known [hour]."""


def last_moment(record: Record) -> float:
    """When a record ends: its last answer, or the end of its last dose [day]."""
    ends = [dose.day + convert(dose.minutes, "minute", "day") for dose in record.doses]
    return max([answer.day for answer in record.responses] + ends)


def date_of(clock: Clock, day: float) -> int:
    """The date of a moment, counted from that of day 0."""
    if clock.origin is None:
        return int(day // 1)
    return (clock.moment(day).date() - clock.moment(0.0).date()).days


def hour_of(clock: Clock, day: float) -> float:
    """The hour that the clock on the wall shows at a moment."""
    if clock.origin is None:
        return day % 1 * HOURS
    moment = clock.moment(day)
    return moment.hour + moment.minute / 60


def usual_hour(clock: Clock, days: Iterable[float], otherwise: float) -> float:
    """The hour at which something usually happens, the median of when it did; another one where it never did."""
    hours = [hour_of(clock, day) for day in days]
    return median(hours) if hours else otherwise
