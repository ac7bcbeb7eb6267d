"""Moments that a person writes, as days of a record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from unknot.errors import RecordError, UnknotError
from unknot.records import Clock
from unknot.tables.cells import CellError
from unknot.tables.times import DayNumber, Time, read_time

Moment = TypeVar("Moment")


def parsed(text: str) -> Time:
    """A date, a date-time or a day number.

    Raises:
        UnknotError: If it is none of them.
    """
    try:
        return read_time(text.strip())
    except CellError as refusal:
        raise UnknotError(
            f"A time cannot be read: {refusal.what}.", given=repr(text), todo=refusal.suggestion
        ) from refusal


def day_in_record(text: str, clock: Clock) -> float:
    """When a written moment is, days since the origin of a record [day].

    Args:
        text: A date or date-time for a record kept in dates, a day number for one kept in day numbers.
        clock: The record's clock.

    Raises:
        UnknotError: If it cannot be read, or is not of the kind that the record is kept in.
    """
    time = parsed(text)
    if isinstance(time, DayNumber) != (clock.origin is None):
        kept = "day numbers" if clock.origin is None else "dates"
        raise RecordError(
            "The diary and the trial count time differently.", given=repr(text), todo=f"The diary is kept in {kept}."
        )
    if isinstance(time, DayNumber):
        return time.day
    first = clock.moment(0.0)
    midnight = datetime(first.year, first.month, first.day)
    apart = time.wall - midnight
    return clock.day_of(apart // timedelta(days=1), apart % timedelta(days=1) / timedelta(hours=1))


def written(start: str, days: float) -> str:
    """A moment some days after a written one: a date, or a day number."""
    time = parsed(start)
    if isinstance(time, DayNumber):
        return f"day {time.day + days:g}"
    return (time.wall + timedelta(days=days)).date().isoformat()
