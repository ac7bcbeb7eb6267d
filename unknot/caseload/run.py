"""A run over a caseload: read, hand out, keep what is done, and put it together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from unknot.caseload.checkpoints import Checkpoints
from unknot.caseload.client import Failure, fit_part
from unknot.caseload.engine import Engine, Lost
from unknot.caseload.part import SIZE, Caseload
from unknot.caseload.passes import go_through
from unknot.caseload.results import write_results
from unknot.caseload.settings import Settings
from unknot.caseload.table import Table, read_caseload_table
from unknot.errors import TableError
from unknot.evidence.load import instruments, treatments
from unknot.inference.provenance import versions
from unknot.tables.dialect import RawTable, Row
from unknot.tables.doses import read_doses
from unknot.tables.file_digest import file_digest
from unknot.tables.responses import read_responses


def fit_caseload(
    responses: Path,
    doses: Path | None,
    out: Path,
    settings: Settings,
    engine: Engine,
    told: Callable[[int, int], None] = lambda done, all_of_them: None,
) -> Mapping[str, Any]:
    """Fit every client of a caseload and write the results; what an earlier run left in the folder is not done again.

    Args:
        responses: The table of answers, Parquet or CSV.
        doses: The table of doses, or None.
        out: The folder of the results.
        settings: How diaries are read and fitted.
        engine: Who does the work; the bytes that are written do not depend on it.
        told: Told how many clients are done, and of how many, whenever some more are.

    Returns:
        The summary, as in `summary.json`.

    Raises:
        UnknotError: If a table cannot be read, its columns are wrong, or the folder holds another run.
    """
    caseload, made_from = opened(responses, doses, settings)
    checkpoints = Checkpoints.open(out / "parts", {**made_from, "clients_in_a_part": SIZE})
    lost = go_through(caseload, engine, fit_part, caseload.part, checkpoints, told)
    lines = (
        _lost(persons, lost[number]) if number in lost else checkpoints.lines(number)
        for number, persons in enumerate(caseload.parts)
    )
    return write_results(out, caseload.order, lines, made_from)


def opened(responses: Path, doses: Path | None, settings: Settings) -> tuple[Caseload, Mapping[str, Any]]:
    """The clients of both tables, and what results on them are made from: data, settings, versions.

    Raises:
        UnknotError: If a table cannot be read, or its columns are wrong.
    """
    caseload = _read(responses, doses, settings)
    return caseload, {"data": _data(responses, doses), "settings": dict(settings.plain()), "versions": _versions()}


def _lost(persons: Sequence[str], lost: Lost) -> list[Mapping[str, Any]]:
    return [{"failure": vars(Failure(person, "lost", lost.reason))} for person in persons]


def _read(responses: Path, doses: Path | None, settings: Settings) -> Caseload:
    """Both tables, refused as a whole only for what concerns everyone: their columns."""
    answers = read_caseload_table(responses)
    given = None if doses is None else read_caseload_table(doses)
    found = [read_responses(_top(answers), tuple(instruments()), settings.scales, settings.ignore).findings]
    if given is not None:
        found.append(read_doses(_top(given), treatments(), settings.scales, settings.ignore).findings)
    for findings in found:
        wrong = [problem for problem in findings.problems if problem.row == 1]
        if wrong:
            raise TableError(findings.table, wrong)
    return Caseload.of(answers, given, settings)


def _top(table: Table) -> RawTable:
    """The header with the first row, as far as it takes to check the columns."""
    rows = tuple(Row(number, tuple(cells)) for _, number, cells in table.frame.head(1).iter_rows())
    return RawTable(table.name, Row(1, table.header), rows)


def _data(responses: Path, doses: Path | None) -> Mapping[str, str | None]:
    return {
        "responses_sha256": file_digest(responses),
        "doses_sha256": None if doses is None else file_digest(doses),
    }


def _versions() -> Mapping[str, str]:
    return {**versions(), **{name: version(name) for name in ("polars", "numba", "llvmlite")}}
