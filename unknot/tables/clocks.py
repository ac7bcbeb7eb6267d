"""From times to days: one person's clock, and where each row stands on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from unknot.records import Clock
from unknot.tables.cells import CellError, Findings
from unknot.tables.rows import When
from unknot.tables.times import LONGEST_DAYS, DayNumber, Stamp
from unknot.tables.zones import Turn, moment_of, to_utc, to_wall, turn_at

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """One person's rows in days.

    Attributes:
        clock: What day 0 is.
        days: When each row was, in the order given [day].
        notices: What was assumed about times.
    """

    clock: Clock
    days: tuple[float, ...]
    notices: tuple[str, ...] = ()


def timeline(whens: Sequence[When], zone: str | None, findings: Mapping[str, Findings]) -> Timeline:
    """Put one person's rows of both tables on one clock.

    Args:
        whens: The rows, all with dates or all with day numbers.
        zone: The IANA name of the time zone, or None.
        findings: Where to note what is wrong, by table.
    """
    stamps = [when.time for when in whens if isinstance(when.time, Stamp)]
    if not stamps:
        days = tuple(when.time.day for when in whens if isinstance(when.time, DayNumber))
        unused = f"The tables count days, so the time zone {zone} was not used."
        placed = Timeline(Clock(), days, (unused,) if zone else ())
    elif zone or any(stamp.offset is not None for stamp in stamps):
        if not zone:
            _refuse_without_offset(whens, findings)
        placed = _in_zone(stamps, zone or "UTC")
    else:
        origin = _midnight(min(stamp.wall for stamp in stamps))
        placed = Timeline(Clock(origin), tuple((stamp.wall - origin) / _DAY for stamp in stamps))
    _refuse_long(whens, placed.days, findings)
    return placed


def _in_zone(stamps: Sequence[Stamp], zone: str) -> Timeline:
    moments = [moment_of(stamp, zone) for stamp in stamps]
    origin = to_utc(_midnight(to_wall(min(moments), zone)), zone)
    days = tuple((moment - origin) / _DAY for moment in moments)
    return Timeline(Clock(origin, zone), days, _turn_notices(stamps, moments, zone))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _turn_notices(stamps: Sequence[Stamp], moments: Sequence[datetime], zone: str) -> tuple[str, ...]:
    read_as: dict[Turn, dict[str, str]] = {Turn.SKIPPED: {}, Turn.TWICE: {}}
    for stamp, moment in zip(stamps, moments, strict=True):
        turn = turn_at(stamp, zone)
        if turn is not Turn.NONE:
            given, kept = (time.isoformat(timespec="minutes") for time in (stamp.wall, to_wall(moment, zone)))
            read_as[turn][given] = kept
    skipped = [f"{given} was read as {kept}" for given, kept in read_as[Turn.SKIPPED].items()]
    notices: list[str] = []
    if skipped:
        notices.append(f"The clocks of {zone} skip a time that was given: {', '.join(skipped)}.")
    if read_as[Turn.TWICE]:
        twice = ", ".join(read_as[Turn.TWICE])
        notices.append(f"The clocks of {zone} show a time twice, and the first was taken: {twice}.")
    return tuple(notices)


def _refuse_without_offset(whens: Sequence[When], findings: Mapping[str, Findings]) -> None:
    for when in whens:
        if isinstance(when.time, Stamp) and when.time.offset is None:
            refusal = CellError(
                "a time without an offset where others have one",
                "Write its offset, such as 2026-11-24T08:00+01:00, or name the time zone with --time-zone.",
            )
            findings[when.table].add(when.row, "time", when.given, refusal)


def _refuse_long(whens: Sequence[When], days: Sequence[float], findings: Mapping[str, Findings]) -> None:
    first, last = days.index(min(days)), days.index(max(days))
    if days[last] - days[first] > LONGEST_DAYS:
        refusal = CellError(
            f"more than 100 years after row {whens[first].row}, {whens[first].given}",
            "Correct one of the two.",
        )
        findings[whens[last].table].add(whens[last].row, "time", whens[last].given, refusal)
