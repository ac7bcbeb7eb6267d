"""Whose rows are whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unknot.errors import RecordError, did_you_mean
from unknot.records import Record
from unknot.tables.cells import CellError, Findings
from unknot.tables.doses import DoseRow, DoseTable
from unknot.tables.responses import AnswerTable

ONLY = "client"


def persons_of(answers: AnswerTable) -> tuple[str, ...]:
    """The persons of a table of answers in the order of first appearance."""
    return tuple(dict.fromkeys(row.when.person or ONLY for row in answers.rows))


def doses_by_person(doses: DoseTable, persons: Sequence[str], named: bool) -> dict[str, list[DoseRow]]:
    """The rows of a table of doses by the persons of the answers, noting those that belong to nobody.

    Args:
        doses: The table of doses.
        persons: The persons of the answers.
        named: Whether the table of answers names them.
    """
    by_person: dict[str, list[DoseRow]] = {person: [] for person in persons}
    first = next((row.when.person for row in doses.rows), None)
    for row in doses.rows:
        refusal = _refusal(row.when.person, first, persons, named)
        if refusal:
            _note(doses.findings, row, refusal)
            continue
        by_person[(row.when.person if named else None) or persons[0]].append(row)
    return by_person


def choose_person(records: Iterable[Record], person: str | None) -> Record:
    """The record of one person.

    Args:
        records: The records of all persons.
        person: Whose record is wanted; None where there is only one.

    Raises:
        RecordError: If nobody has this name, or several persons are there and none was named.
    """
    by_name = {record.person: record for record in records}
    if person is None and len(by_name) == 1:
        return next(iter(by_name.values()))
    if person in by_name:
        return by_name[person]
    there = ", ".join(by_name)
    if person is None:
        raise RecordError("The tables hold several persons.", given=there, todo="Name one with --person.")
    raise RecordError("Nobody in the tables has this name.", given=repr(person), todo=did_you_mean(person, by_name))


def _refusal(person: str | None, first: str | None, persons: Sequence[str], named: bool) -> CellError | None:
    if not named:
        if person == first:
            return None
        return CellError(
            f"a second person after '{first}', where the answers are all one person's",
            "Add a column 'person' to the answers, or give one person's doses.",
        )
    if person is None and len(persons) > 1:
        return CellError("the person is missing", f"Add a column 'person' that says who: {', '.join(persons)}.")
    if person is not None and person not in persons:
        return CellError("a person without answers", did_you_mean(person, persons))
    return None


def _note(findings: Findings, row: DoseRow, refusal: CellError) -> None:
    findings.add(row.when.row, "person", row.when.person or "", refusal)
