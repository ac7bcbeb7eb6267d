"""Time zones: their names, and wall-clock times as moments."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from zoneinfo import ZoneInfo, available_timezones

from unknot.errors import RecordError, nearest
from unknot.tables.times import Stamp


class Turn(Enum):
    """What a change of the clocks does to a wall-clock time."""

    NONE = "none"
    SKIPPED = "skipped"
    TWICE = "twice"


def zone_name(text: str) -> str:
    """The IANA name of a time zone.

    Raises:
        RecordError: If there is no such zone.
    """
    names = available_timezones()
    if text in names:
        return text
    city = text.strip().lower().replace(" ", "_").rsplit("/", 1)[-1]
    close = next((name for name in sorted(names) if name.lower().endswith(f"/{city}")), None)
    close = close or nearest(text, sorted(names))
    todo = f"Did you mean '{close}'?" if close else "Name it by continent and city, such as 'Europe/Oslo'."
    raise RecordError("The time zone is not known.", given=repr(text), todo=todo)


def to_utc(wall: datetime, zone: str) -> datetime:
    """The moment in UTC, without zone, at which the clocks of a zone show a time.

    A time that the clocks skip becomes the moment just as long after the change; of two moments with the same
    time, it is the first.
    """
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)


def to_wall(moment: datetime, zone: str) -> datetime:
    """What the clocks of a zone show at a moment in UTC; both without zone."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def moment_of(stamp: Stamp, zone: str) -> datetime:
    """The moment of a stamp in UTC, without zone; its own offset goes before that of the zone."""
    return to_utc(stamp.wall, zone) if stamp.offset is None else stamp.wall - stamp.offset


def turn_at(stamp: Stamp, zone: str) -> Turn:
    """Whether the clocks skip the time of a stamp or show it twice."""
    if stamp.offset is not None:
        return Turn.NONE
    if to_wall(to_utc(stamp.wall, zone), zone) != stamp.wall:
        return Turn.SKIPPED
    local = stamp.wall.replace(tzinfo=ZoneInfo(zone))
    return Turn.NONE if local.utcoffset() == local.replace(fold=1).utcoffset() else Turn.TWICE
