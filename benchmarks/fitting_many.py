"""How long fitting takes, per client and for a thousand of them, by the clock and in processor time.

Every client is simulated: 90 days, 12 sessions, 70 % of evenings answered. Compiling is not counted; it is shown apart.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from rich.console import Console
from rich.table import Table

from unknot.compiled_code import keep_compiled_code
from unknot.inference.individual import fit
from unknot.inference.posterior import Posterior
from unknot.inference.update import updated
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.records import Record

DIARIES = {"pain alone": ("pain",), "pain, sleep, stress, mood": ("pain", "sleep_quality", "stress", "mood")}
TARGETS = {"one client": "0.1", "one new answer": "0.05", "1,000 clients": "60"}


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds by the clock on the wall, and of all cores together."""

    wall: float
    cores: float


def timed(work: Callable[[], object]) -> Timing:
    """Do it once."""
    wall, cores = time.perf_counter(), time.process_time()
    work()
    return Timing(time.perf_counter() - wall, time.process_time() - cores)


def fit_all(records: Sequence[Record]) -> None:
    """Fit everyone, one client for each core at a time: compiled code runs outside the interpreter's lock."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(fit, records))


def without_last(record: Record) -> Record:
    """The record before its last evening."""
    evening = max(answer.day for answer in record.responses)
    return replace(
        record,
        responses=tuple(answer for answer in record.responses if answer.day < evening),
        doses=tuple(dose for dose in record.doses if dose.day < evening),
    )


def update_all(posteriors: Sequence[Posterior], records: Sequence[Record]) -> None:
    """Learn the last evening of every client."""
    for posterior, record in zip(posteriors, records, strict=True):
        updated(posterior, record)


def measure(clients: int, asked: tuple[str, ...]) -> dict[str, Timing]:
    """Compile, then preview, fit one by one, and fit all at once."""
    records = [virtual_client(seed, Protocol(answered=0.7, asked=asked)).record for seed in range(clients)]
    compiling = timed(lambda: fit(records[0]))
    for record in records[:10]:
        fit(record)
    previews = timed(lambda: [fit(record, engine="preview") for record in records])
    singly = timed(lambda: [fit(record) for record in records])
    shorter = [fit(without_last(record)) for record in records]
    update_all(shorter[:10], records[:10])
    updates = timed(lambda: update_all(shorter, records))
    together = timed(lambda: fit_all(records))
    each = {"preview": previews, "one client": singly, "one new answer": updates}
    return {
        "first fit, with compiling or loading": compiling,
        **{name: Timing(timing.wall / clients, timing.cores / clients) for name, timing in each.items()},
        "1,000 clients": Timing(together.wall * 1000 / clients, together.cores * 1000 / clients),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--clients", type=int, default=100, help="how many are fitted; 1,000 is scaled up from it (100)"
    )
    clients = parser.parse_args().clients
    keep_compiled_code()
    table = Table(title=f"{clients} simulated clients; {os.cpu_count()} cores; seconds")
    for column in ("diary", "", "wall", "all cores", "target, wall"):
        table.add_column(column, justify="right" if column in {"wall", "all cores", "target, wall"} else "left")
    for title, asked in DIARIES.items():
        for name, timing in measure(clients, asked).items():
            table.add_row(title, name, f"{timing.wall:.3f}", f"{timing.cores:.3f}", TARGETS.get(name, ""))
    console = Console(width=100)
    console.print(table)
    if hasattr(os, "getloadavg"):
        console.print(f"Processes that wanted a core in the last minute: {os.getloadavg()[0]:.1f} on average.")


if __name__ == "__main__":
    main()
