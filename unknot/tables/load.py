"""From files to records: both tables read, checked together, and nothing loaded where anything is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from unknot.errors import RecordError, TableError, did_you_mean
from unknot.evidence.load import GENERIC, instruments, intervention, interventions, treatments
from unknot.records import Record
from unknot.tables.assemble import Setting, record_of
from unknot.tables.cells import plain_name
from unknot.tables.dialect import RawTable, Sheet, read_table
from unknot.tables.doses import DoseTable, read_doses
from unknot.tables.persons import ONLY, choose_person, doses_by_person, persons_of
from unknot.tables.responses import AnswerTable, read_responses
from unknot.tables.rows import refuse_mixed
from unknot.tables.scale import Scale
from unknot.tables.write import write_doses, write_responses
from unknot.tables.zones import zone_name

__all__ = ["Scale", "Sheet", "choose_person", "read_records", "write_doses", "write_responses"]

_NO_SCALES: Mapping[str, Scale] = MappingProxyType({})


def read_records(
    responses: Path | Sheet | RawTable,
    doses: Path | Sheet | RawTable | None = None,
    *,
    time_zone: str | None = None,
    scales: Mapping[str, Scale] = _NO_SCALES,
    ignore: Collection[str] = (),
) -> tuple[Record, ...]:
    """Read the table of answers and, if there is one, the table of doses.

    Args:
        responses: The CSV file of answers, or its bytes, or the table as text.
        doses: The same for the doses, or None.
        time_zone: The IANA name of the time zone of all times without an offset, or None.
        scales: Scales other than 0-10, by column.
        ignore: Columns to leave out.

    Returns:
        One record per person, in the order of first appearance.

    Raises:
        TableError: If anything in the tables is wrong; it lists all that is.
        RecordError: If a file, a time zone or a scale cannot be read.
    """
    usual = {name: fact.usual_minutes for name, fact in interventions().items()}
    zone = zone_name(time_zone) if time_zone else None
    answers = read_responses(read_table(responses), tuple(instruments()), scales, ignore)
    taken = read_doses(_table_beside(doses, responses), treatments(), scales, ignore) if doses else None
    tables = [table for table in (answers, taken) if table]
    _refuse_unused(scales, tables)
    _raise_found(tables)
    _refuse_mixed_tables(answers, taken)
    setting = Setting(
        zone=_common_zone(zone, tables),
        scales=answers.columns.scales,
        usual_minutes=usual,
        generic_minutes=intervention(GENERIC).usual_minutes,
        findings={table.findings.table: table.findings for table in tables},
    )
    records = _records(answers, taken, setting)
    _raise_found(tables)
    return records


def _table_beside(doses: Path | Sheet | RawTable, responses: Path | Sheet | RawTable) -> RawTable:
    table = read_table(doses)
    named_apart = doses.name != responses.name or isinstance(doses, RawTable)
    return table if named_apart else replace(table, name=str(doses))


def _refuse_unused(scales: Mapping[str, Scale], tables: Sequence[AnswerTable | DoseTable]) -> None:
    scaled = {name for table in tables for name in table.columns.scales}
    for name in scales:
        if plain_name(name) not in scaled:
            raise RecordError(
                "A scale is declared for a column that is not there.",
                given=repr(name),
                todo=did_you_mean(name, scaled),
            )


def _raise_found(tables: Sequence[AnswerTable | DoseTable]) -> None:
    broken = [table.findings for table in tables if table.findings.problems]
    if len(broken) == 1:
        raise TableError(broken[0].table, broken[0].problems)
    if broken:
        problems = (replace(problem, table=findings.table) for findings in broken for problem in findings.problems)
        raise TableError(" and ".join(findings.table for findings in broken), problems)


def _refuse_mixed_tables(answers: AnswerTable, doses: DoseTable | None) -> None:
    if doses and answers.rows:
        refuse_mixed([row.when for row in doses.rows], answers.rows[0].when.is_numbered, doses.findings)
        _raise_found([doses])


def _common_zone(zone: str | None, tables: Sequence[AnswerTable | DoseTable]) -> str | None:
    named = dict.fromkeys(name for name in (zone, *(table.columns.time_zone for table in tables)) if name)
    if len(named) > 1:
        raise RecordError("Different time zones are declared.", given=", ".join(named), todo="Keep one of them.")
    return next(iter(named), None)


def _records(answers: AnswerTable, doses: DoseTable | None, setting: Setting) -> tuple[Record, ...]:
    persons = persons_of(answers)
    named = "person" in answers.columns.by_name
    rows = {person: [row for row in answers.rows if (row.when.person or ONLY) == person] for person in persons}
    dose_rows = doses_by_person(doses, persons, named) if doses else {}
    found = [record_of(person, rows[person], dose_rows.get(person, []), setting) for person in persons]
    return tuple(record for record in found if record)
