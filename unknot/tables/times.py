"""Times as people type them: ISO 8601 dates and date-times, or day numbers."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from unknot.tables.cells import CellError
from unknot.tables.foreign_times import as_iso, from_day_count
from unknot.tables.numbers import is_whole, parse_number

YEARS = (1950, 2100)
LONGEST_DAYS = 36525.0
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:(?:[Tt]| +)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r" *(?P<offset>[Zz]|[+\-−]\d\d(?::?\d\d(?::?\d\d)?)?)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class DayNumber:
    """A time in days from wherever the diary counts; `whole` where no fraction was written."""

    day: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time in the calendar.

    Attributes:
        wall: What the clock on the wall showed; midnight for a date alone.
        offset: How far that clock was ahead of UTC, or None where nobody said.
        dated: Whether only the date was given.
    """

    wall: datetime
    offset: timedelta | None = None
    dated: bool = False


Time: TypeAlias = DayNumber | Stamp


def usual_year(texts: Iterable[str]) -> int | None:
    """The possible year that most of the times in a column name, to guess what an impossible one meant."""
    years = Counter(int(text[:4]) for text in texts if re.match(r"(19[5-9]\d|20\d\d)-", text))
    return years.most_common(1)[0][0] if years else None


def read_time(text: str, guess: int | None = None) -> Time:
    """The time in a cell.

    Args:
        text: The cell.
        guess: The year to offer instead of an impossible one.

    Raises:
        CellError: If it is neither a day number nor an ISO 8601 date or date-time in a possible year.
    """
    if not text:
        raise CellError("the time is missing", "Give a date such as 2026-11-24, or leave out the row.")
    match = _ISO.fullmatch(text)
    if match:
        return _stamp(match, guess)
    number = parse_number(text)
    if number is None:
        raise CellError("not a time", as_iso(text) or "Write dates like 2026-11-24 or 2026-11-24T08:00.")
    if abs(number) > LONGEST_DAYS:
        raise CellError(
            "a day number beyond 100 years", from_day_count(text) or "Count the days from the first answer."
        )
    return DayNumber(number, is_whole(text))


def _stamp(match: re.Match[str], guess: int | None) -> Stamp:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if not YEARS[0] <= year <= YEARS[1]:
        repair = f"write {match.string.replace(match['year'], str(guess), 1)}" if guess else "correct the year"
        raise CellError("an impossible year", f"Years run from {YEARS[0]} to {YEARS[1]}; {repair}.")
    _check_date(year, month, day)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise CellError("an impossible time of day", "Times of day run from 00:00 to 23:59.")
    microsecond = int(f"{match['fraction'] or '':0<6}"[:6])
    wall = datetime(year, month, day, hour, minute, second, microsecond)
    return Stamp(wall, _offset(match["offset"]), dated=match["hour"] is None)


def _check_date(year: int, month: int, day: int) -> None:
    if not 1 <= month <= 12:
        swapped = f"{year:04d}-{day:02d}-{month:02d}"
        possible = 1 <= day <= 12 and 1 <= month <= 31
        suggestion = f"Write {swapped} if the day came first." if possible else "Months run from 01 to 12."
        raise CellError("an impossible month", suggestion)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        nearest = f"{year:04d}-{month:02d}-{min(max(day, 1), last):02d}"
        raise CellError("a date that is not in the calendar", f"The nearest is {nearest}.")


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text in "Zz":
        return timedelta()
    digits = re.sub(r"\D", "", text).ljust(6, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:]))
    if offset > timedelta(hours=14) or int(digits[2:4]) > 59:
        raise CellError("an impossible offset from UTC", "Offsets run from -12:00 to +14:00.")
    return offset if text[0] == "+" else -offset
