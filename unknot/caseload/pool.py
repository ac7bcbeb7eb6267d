"""Pooling over a caseload: rounds of empirical Bayes in which only moments of each client move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from unknot.caseload.checkpoints import Checkpoints
from unknot.caseload.engine import Engine
from unknot.caseload.formats import FEWEST
from unknot.caseload.part import SIZE, Caseload
from unknot.caseload.passes import go_through
from unknot.caseload.pool_client import Asked, estimates_of_part, moments_of_part
from unknot.caseload.pool_results import Pooled, write_pooled
from unknot.caseload.run import opened
from unknot.caseload.settings import Settings
from unknot.errors import UnknotError
from unknot.evidence.load import intervention as find_intervention
from unknot.inference.shared_relief import Moments, SharedRelief

MOST_ROUNDS = 12
Told = Callable[[str, int, int], None]
"""Told what is being done, how many clients are done, and of how many."""


@dataclass(frozen=True)
class Run:
    """A pooling run: the clients, who works, and where it keeps what is done."""

    caseload: Caseload
    made_from: Mapping[str, Any]
    engine: Engine
    folder: Path
    told: Told

    def lines(
        self, title: str, work: Callable[[Asked], bytes], shared: Mapping[str, SharedRelief]
    ) -> Iterator[Mapping[str, Any]]:
        """What every client answers, in the order of the parts.

        Raises:
            UnknotError: If no worker survived some clients: without them the pool would be another one.
        """
        plain = {name: one.plain() for name, one in shared.items()}
        folder = self.folder / title.replace(" ", "-")
        checkpoints = Checkpoints.open(folder, {**self.made_from, "clients_in_a_part": SIZE, "shared": plain})
        lost = go_through(
            self.caseload,
            self.engine,
            work,
            lambda number: Asked(self.caseload.part(number), plain),
            checkpoints,
            partial(self.told, title),
        )
        if lost:
            raise UnknotError(
                "Some clients could not be asked: no worker survived them, and without them the pool is another one.",
                given=f"{len(lost)} parts; the first: {next(iter(lost.values())).reason}",
                todo="Run the same command again; what is done is kept.",
            )
        for number in range(len(self.caseload.parts)):
            yield from checkpoints.lines(number)


def pool_caseload(
    responses: Path,
    doses: Path | None,
    out: Path,
    settings: Settings,
    engine: Engine,
    told: Told = lambda title, done, all_of_them: None,
) -> Mapping[str, Any]:
    """Learn what the clients of a caseload share, and each client's relief under it; write both.

    Args:
        responses: The table of answers, Parquet or CSV.
        doses: The table of doses, or None.
        out: The folder of the results.
        settings: How diaries are read and fitted.
        engine: Who does the work; the bytes that are written do not depend on it.
        told: Told how far each round is.

    Returns:
        What is in `pooled.json`.

    Raises:
        UnknotError: If a table cannot be read, its columns are wrong, the folder holds another run, or workers died.
    """
    caseload, made_from = opened(responses, doses, settings)
    run = Run(caseload, made_from, engine, out / "pool", told)
    found = Pooled()
    while not found.rests and len(found.rounds) < MOST_ROUNDS:
        found = _one_round(run, found)
    shared = {name: found.after[name] for name in found.pooled}
    return write_pooled(out, found, run.lines("estimates", estimates_of_part, shared), caseload.order, made_from)


def _one_round(run: Run, last: Pooled) -> Pooled:
    """Ask every client for moments under what is shared so far, and move that to where they put it."""
    clients: dict[str, list[Mapping[str, Moments]]] = {}
    left_out: dict[str, int] = {}
    failed = 0
    for line in run.lines(f"round {len(last.rounds) + 1}", moments_of_part, last.after):
        failed += line["failed"]
        if line["found"] is None:
            continue
        for name, moments in line["found"]["moments"].items():
            known = clients.setdefault(name, [])
            if line["found"]["trustworthy"]:
                known.append({quantity: Moments(*numbers) for quantity, numbers in moments.items()})
            else:
                left_out[name] = left_out.get(name, 0) + 1
    before = {name: last.after.get(name) or _published(name) for name in sorted(clients)}
    after = {
        name: shared.after(clients[name], _published(name)) if len(clients[name]) >= FEWEST else shared
        for name, shared in before.items()
    }
    moved = max((before[name].moved(after[name]) for name in before), default=0.0)
    return Pooled(before, after, clients, left_out, failed, (*last.rounds, moved))


def _published(name: str) -> SharedRelief:
    return SharedRelief.published(find_intervention(name))
