"""Reading the table of doses: sessions, practices and medicines taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from unknot.tables.cells import CellError, Findings, plain_name
from unknot.tables.columns import Columns, Layout, read_columns
from unknot.tables.dialect import RawTable, Row
from unknot.tables.numbers import read_number, shown
from unknot.tables.rows import RowReader, When, refuse_mixed, settle_hours
from unknot.tables.scale import Scale

LAYOUT = Layout(("time", "intervention", "minutes"), ("person", "intensity", "note"), scaled=frozenset(("intensity",)))
NOON = 12.0
_LONGEST_MINUTES = 1440.0


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One dose as it was written.

    Attributes:
        when: Where the row stands and when the dose began.
        intervention: The intervention, as Unknot writes names.
        minutes: How long it lasted, or None where the cell is empty [minute].
        intensity: How strong it was, 0-10, or None where the cell is empty.
        note: The note.
    """

    when: When
    intervention: str
    minutes: float | None
    intensity: float | None
    note: str


@dataclass(frozen=True, slots=True)
class DoseTable:
    """A table of doses; not to be used where its findings hold problems."""

    columns: Columns
    rows: tuple[DoseRow, ...]
    findings: Findings


def read_doses(
    table: RawTable, interventions: Collection[str], scales: Mapping[str, Scale], ignore: Collection[str]
) -> DoseTable:
    """Read a table of doses and note all that is wrong with it.

    Args:
        table: The table.
        interventions: The names of the known interventions, to offer where the name is missing.
        scales: Scales other than 0-10, by column.
        ignore: Columns to leave out.
    """
    findings = Findings(table.name)
    columns = read_columns(table, LAYOUT, scales, ignore, findings)
    reader = RowReader(table, columns, findings)
    read = [_dose(row, when, columns, interventions, findings) for row, when in reader.rows()]
    rows = [row for row in read if row]
    whens = [row.when for row in rows]
    refuse_mixed(whens, bool(whens) and whens[0].is_numbered, findings)
    settled = settle_hours(whens, NOON)
    return DoseTable(columns, tuple(_at(row, when) for row, when in zip(rows, settled, strict=True)), findings)


def _at(row: DoseRow, when: When) -> DoseRow:
    return DoseRow(when, row.intervention, row.minutes, row.intensity, row.note)


def _dose(
    row: Row, when: When | None, columns: Columns, interventions: Collection[str], findings: Findings
) -> DoseRow | None:
    name = plain_name(columns.cell(row, "intervention"))
    if not name:
        known = ", ".join(sorted(interventions))
        refusal = CellError("the intervention is missing", f"Name it, such as {known}.")
        findings.add(row.number, "intervention", name, refusal)
    minutes, intensity = columns.cell(row, "minutes"), columns.cell(row, "intensity")
    lasted = findings.read(row.number, "minutes", minutes, _minutes) if minutes else None
    scale = columns.scales.get("intensity", Scale())
    strong = findings.read(row.number, "intensity", intensity, scale.read) if intensity else None
    if when is None:
        return None
    return DoseRow(when, name, lasted, None if strong is None else scale.to_ten(strong), columns.cell(row, "note"))


def _minutes(text: str) -> float:
    minutes = read_number(text)
    if minutes == 0:
        raise CellError("a dose of no minutes", "Leave the row out, or leave the cell empty if nobody knows.")
    if minutes < 0:
        raise CellError("minutes below 0", f"The nearest is {shown(-minutes)}, or leave the cell empty.")
    if minutes > _LONGEST_MINUTES:
        raise CellError("minutes beyond one day", f"The nearest is {shown(_LONGEST_MINUTES)}.")
    return minutes
