"""What the rows of both tables have in common: their shape, whose they are and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from unknot.tables.cells import CellError, Findings
from unknot.tables.columns import Columns
from unknot.tables.dialect import RawTable, Row
from unknot.tables.times import DayNumber, Stamp, Time, read_time, usual_year


@dataclass(frozen=True, slots=True)
class When:
    """Where a row stands, whose it is and when it was.

    Attributes:
        table: The file's name.
        row: The row's number.
        given: The time as it was written.
        person: Whose row it is, or None where the table has no such column.
        time: The time as it was read.
    """

    table: str
    row: int
    given: str
    person: str | None
    time: Time

    @property
    def is_numbered(self) -> bool:
        """Whether the time is a day number."""
        return isinstance(self.time, DayNumber)

    @property
    def without_hour(self) -> bool:
        """Whether the hour of the day had to be assumed."""
        return self.time.whole if isinstance(self.time, DayNumber) else self.time.dated


class RowReader:
    """Reads the rows of one table and notes what is wrong with them."""

    def __init__(self, table: RawTable, columns: Columns, findings: Findings) -> None:
        self.columns, self.findings = columns, findings
        self._table = table
        self._guess = usual_year(columns.cell(row, "time") for row in self._shaped(Findings("")))

    def rows(self) -> Iterator[tuple[Row, When | None]]:
        """Each row with as many cells as the header, and when it was, unless that was refused."""
        for row in self._shaped(self.findings):
            yield row, self._when(row)

    def _shaped(self, findings: Findings) -> Iterator[Row]:
        titles = self._table.header.cells
        for row in self._table.rows:
            if len(row.cells) == len(titles):
                yield row
                continue
            few = len(row.cells) < len(titles)
            column = titles[len(row.cells) if few else -1]
            suggestion = "Add the missing delimiters." if few else 'Quote cells with a comma, such as "3,5".'
            refusal = CellError(f"{len(row.cells)} cells under {len(titles)} columns", suggestion)
            findings.add(row.number, column, " | ".join(row.cells), refusal)

    def _when(self, row: Row) -> When | None:
        given = self.columns.cell(row, "time")
        time = self.findings.read(row.number, "time", given, lambda text: read_time(text, self._guess))
        person = self.columns.cell(row, "person")
        if "person" in self.columns.by_name and not person:
            refusal = CellError("the person is missing", "Name the person in every row, or leave out the column.")
            self.findings.add(row.number, "person", person, refusal)
        return When(self._table.name, row.number, given, person or None, time) if time else None


def settle_hours(whens: Sequence[When], hour: float) -> tuple[When, ...]:
    """Times of which only the day is known, put at an hour; day numbers only if all of them are whole.

    Args:
        whens: All rows of one table.
        hour: The hour of the day to assume [hour].
    """
    all_whole = all(when.time.whole for when in whens if isinstance(when.time, DayNumber))
    return tuple(replace(when, time=_settled(when.time, hour, all_whole)) for when in whens)


def refuse_mixed(whens: Iterable[When], numbered: bool, findings: Findings) -> None:
    """Note every row whose time is not of the kind that the table began with."""
    for when in whens:
        if when.is_numbered != numbered:
            kinds = ("a day number", "dates") if when.is_numbered else ("a date", "day numbers")
            what = f"{kinds[0]} where the other times are {kinds[1]}"
            refusal = CellError(what, "Write all times as dates, or all as day numbers.")
            findings.add(when.row, "time", when.given, refusal)


def _settled(time: Time, hour: float, all_whole: bool) -> Time:
    if isinstance(time, DayNumber):
        return DayNumber(time.day + hour / 24, whole=True) if all_whole else DayNumber(time.day, whole=False)
    return Stamp(time.wall + timedelta(hours=hour), time.offset, dated=True) if time.dated else time
