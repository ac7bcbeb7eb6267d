"""Dates and hours of a diary: which date a moment falls on, and at what hour something usually happens."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from unknot.records import Clock

HOURS = 24.0


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
