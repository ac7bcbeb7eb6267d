"""Reading the table of answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial

from unknot.tables.cells import CellError, Findings
from unknot.tables.columns import Columns, Layout, read_columns
from unknot.tables.dialect import RawTable, Row
from unknot.tables.numbers import parse_number
from unknot.tables.rows import RowReader, When, refuse_mixed, settle_hours
from unknot.tables.scale import Scale

PAIN = "pain"
# An answer for a whole day is mostly given in its evening.
EVENING = 20.0


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answers given at one time, by instrument, each on the scale of its column."""

    when: When
    answers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A table of answers; not to be used where its findings hold problems."""

    columns: Columns
    rows: tuple[AnswerRow, ...]
    findings: Findings


def read_responses(
    table: RawTable, instruments: Collection[str], scales: Mapping[str, Scale], ignore: Collection[str]
) -> AnswerTable:
    """Read a table of answers and note all that is wrong with it.

    Args:
        table: The table.
        instruments: The names of the instruments that columns may have.
        scales: Scales other than 0-10, by instrument.
        ignore: Columns to leave out.
    """
    findings = Findings(table.name)
    others = tuple(sorted(set(instruments) - {PAIN}))
    layout = Layout(("time", PAIN), ("person", *others), frozenset((PAIN, *others)))
    columns = read_columns(table, layout, scales, ignore, findings)
    if not table.rows:
        refusal = CellError("the table has no rows", "Add a row for each time something was answered.")
        findings.add(table.header.number, "time", "", refusal)
    reader = RowReader(table, columns, findings)
    read = [(when, _answers(row, columns, findings)) for row, when in reader.rows()]
    whens = [when for when, _ in read if when]
    refuse_mixed(whens, bool(whens) and whens[0].is_numbered, findings)
    settled = settle_hours(whens, EVENING)
    answers = [answer for when, answer in read if when]
    rows = tuple(AnswerRow(when, answer) for when, answer in zip(settled, answers, strict=True))
    return AnswerTable(columns, rows, findings)


def _answers(row: Row, columns: Columns, findings: Findings) -> Mapping[str, float]:
    answers: dict[str, float] = {}
    for name, scale in columns.scales.items():
        text = columns.cell(row, name)
        if not text:
            continue
        answer = findings.read(row.number, name, text, partial(_answer, name=name, scale=scale))
        if answer is not None:
            answers[name] = answer
    return answers


def _answer(text: str, name: str, scale: Scale) -> float:
    try:
        return scale.read(text)
    except CellError as refusal:
        number = parse_number(text)
        if not scale.is_usual or number is None or not 10 < number <= 100:
            raise
        hint = f"If the scale goes further, declare it in the header, such as '{name} [0-100]'."
        raise CellError(refusal.what, f"{refusal.suggestion} {hint}") from refusal
