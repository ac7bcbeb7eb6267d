"""How many clients were learned: of a run and of the practice, side by side and as two bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unknot.web.caseload.clients import FAILED, VERDICTS, Standing
from unknot.web.science_of_caseload import KINDS, LEARNED

WIDTH = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of outcome.

    Attributes:
        number: Its place, from 1; by which it is coloured.
        title: What it is called; lazily translated.
        of_run: How many clients of the run, or None where a run knows no such thing.
        of_clients: How many of the practice's.
        reasons: Why clients of the run could not be fitted, where that is what it is about, and how many.
    """

    number: int
    title: Any
    of_run: int | None
    of_clients: int
    reasons: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a bar [pixel]."""

    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of whom.

    Attributes:
        rows: Kinds of outcome.
        run_bar: Those of the run as stretches of a bar.
        client_bar: Those of the practice's clients.
        learned: Of how many it is known how long relief lasts: of the run's clients, without a run of the practice's.
        all: How many there are of these.
        width: Of both bars [pixel].
    """

    rows: Sequence[Row]
    run_bar: Sequence[Piece]
    client_bar: Sequence[Piece]
    learned: int
    all: int
    width: int = WIDTH


def counted(summary: Mapping[str, Any] | None, clients: Sequence[Standing]) -> Counts:
    """Count.

    Args:
        summary: What is in `summary.json` of a run, or None without one.
        clients: The practice's clients.
    """
    of_run = {} if summary is None else {**summary["verdicts"], FAILED: summary["failed"]}
    of_clients = {verdict: sum(one.verdict == verdict for one in clients) for verdict in VERDICTS}
    kinds: Mapping[str, int] = {} if summary is None else summary["failed_by_kind"]
    reasons = {FAILED: [(KINDS.get(kind, kind), count) for kind, count in kinds.items()]}
    return Counts(
        [
            Row(number, title, of_run.get(verdict), of_clients[verdict], reasons.get(verdict, ()))
            for number, (verdict, title) in enumerate(VERDICTS.items(), start=1)
        ],
        _bar([of_run.get(verdict, 0) for verdict in VERDICTS]),
        _bar([of_clients[verdict] for verdict in VERDICTS]),
        learned=(of_run or of_clients)[LEARNED],
        all=len(clients) if summary is None else summary["clients"],
    )


def _bar(counts: Sequence[int]) -> list[Piece]:
    whole, found, x = sum(counts), [], 0.0
    for number, count in enumerate(counts, start=1):
        if count:
            width = WIDTH * count / whole
            found.append(Piece(number, round(x, 1), round(width, 1)))
            x += width
    return found
