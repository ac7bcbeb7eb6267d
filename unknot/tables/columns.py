"""From header cells to columns: which are there, which are missing, what their names declare in brackets."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass

from unknot.errors import RecordError, did_you_mean
from unknot.tables.cells import CellError, Findings, plain_name
from unknot.tables.dialect import RawTable, Row
from unknot.tables.scale import Scale
from unknot.tables.zones import zone_name

_TITLE = re.compile(r"(?P<name>.*?)\s*[\[(](?P<declared>[^\])]*)[\])]\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read.

    Attributes:
        name: Its name as Unknot writes it.
        title: Its header cell.
        position: Where its cells stand in a row.
        declared: What the header cell says in brackets: a scale, or the time zone of the times.
    """

    name: str
    title: str
    position: int
    declared: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of one kind of table may be.

    Attributes:
        required: The columns that must be there.
        optional: Those that may.
        scaled: Those of either that hold answers on a scale.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    scaled: Set[str]

    @property
    def names(self) -> tuple[str, ...]:
        """All the columns there may be."""
        return (*self.required, *self.optional)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table.

    Attributes:
        by_name: All that are read, by name.
        scales: The scale of each that holds answers on one.
        time_zone: The IANA name of the time zone that the header declares, or None.
    """

    by_name: Mapping[str, Column]
    scales: Mapping[str, Scale]
    time_zone: str | None

    def cell(self, row: Row, name: str) -> str:
        """The cell of a column, "" where the column is not there."""
        column = self.by_name.get(name)
        return row.cells[column.position] if column else ""


def read_columns(
    table: RawTable, layout: Layout, scales: Mapping[str, Scale], ignore: Collection[str], findings: Findings
) -> Columns:
    """Find the columns of a table.

    Args:
        table: The table.
        layout: What its columns may be.
        scales: Scales that the caller declared, by column.
        ignore: Columns to leave out, by name.
        findings: Where to note what is wrong.
    """
    by_name: dict[str, Column] = {}
    ignored = {plain_name(name) for name in ignore}
    for position, title in enumerate(table.header.cells):
        column = _column(title, position)
        if {plain_name(title), column.name} & ignored or _is_empty(table, column):
            continue
        refusal = _refusal_of(column, by_name, layout)
        if refusal:
            findings.add(table.header.number, title, title, refusal)
        by_name.setdefault(column.name, column)
    for name in layout.required:
        if name not in by_name:
            there = ", ".join(table.header.cells)
            findings.add(
                table.header.number,
                name,
                there,
                CellError("the column is missing", f"Name one column '{name}'."),
            )
    found = {name: column for name, column in by_name.items() if name in layout.names}
    declared = {name: _scale_of(found[name], scales, table, findings) for name in found if name in layout.scaled}
    return Columns(found, declared, _zone_of(found, table, findings))


def _column(title: str, position: int) -> Column:
    match = _TITLE.fullmatch(title)
    name, declared = (match["name"], match["declared"].strip()) if match else (title, "")
    return Column(plain_name(name), title, position, declared)


def _is_empty(table: RawTable, column: Column) -> bool:
    """Whether it is one of the columns without name or cells that spreadsheets leave at the right."""
    cells = (row.cells[column.position : column.position + 1] for row in table.rows)
    return not column.title and not any(any(cell) for cell in cells)


def _refusal_of(column: Column, earlier: Mapping[str, Column], layout: Layout) -> CellError | None:
    if not column.title:
        return CellError("a column without a name", "Name it in the header, or empty its cells.")
    if column.name in earlier:
        return CellError("a column that is there twice", f"Keep one column '{column.name}'.")
    if column.name not in layout.names:
        nearest = did_you_mean(column.name, layout.names)
        return CellError("a column that is not known", f"{nearest} Leave it out with --ignore '{column.title}'.")
    if column.declared and column.name not in layout.scaled | {"time"}:
        return CellError("a column that takes no scale", f"Name it '{column.name}'.")
    return None


def _scale_of(column: Column, scales: Mapping[str, Scale], table: RawTable, findings: Findings) -> Scale:
    by_caller = {plain_name(name): scale for name, scale in scales.items()}.get(column.name)
    try:
        in_header = Scale.parse(column.declared) if column.declared else None
    except RecordError as error:
        findings.add(table.header.number, column.title, column.declared, CellError("not a scale", error.todo))
        return Scale()
    if by_caller and in_header and by_caller != in_header:
        refusal = CellError("two scales for one column", f"The caller declared {by_caller}; keep one of them.")
        findings.add(table.header.number, column.title, str(in_header), refusal)
    return by_caller or in_header or Scale()


def _zone_of(found: Mapping[str, Column], table: RawTable, findings: Findings) -> str | None:
    time = found.get("time")
    if time is None or not time.declared:
        return None
    try:
        return zone_name(time.declared)
    except RecordError as error:
        findings.add(table.header.number, time.title, time.declared, CellError("not a time zone", error.todo))
        return None
