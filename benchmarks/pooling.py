"""What clients gain from each other by `unknot cohort fit --pool`: simulated caseloads whose truth is known.

One caseload of weeks with many sessions, and one in which nearly every diary is silent: two weeks with one session.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

from unknot.caseload.engine import prepare_worker
from unknot.caseload.engine_processes import Processes
from unknot.caseload.pool import pool_caseload
from unknot.caseload.pool_words import sentences
from unknot.caseload.run import fit_caseload
from unknot.caseload.settings import Settings
from unknot.model.virtual_client import Protocol, virtual_client

HALF_LIFE, HALF_LIFE_LOG_SD = 2.0, 0.45
PEAK, PEAK_SD = 1.8, 0.6
STAYING_LOGIT, STAYING_LOGIT_SD = -1.7, 0.5
CASELOADS: Mapping[str, Sequence[Protocol]] = {
    "90 days, a session every 7, 10 or 14": [Protocol(answered=0.7, asked=("pain",), gap=gap) for gap in (7, 10, 14)],
    "14 days, one session": [Protocol(days=14, answered=0.7, asked=("pain",), sessions=(7,))],
}


def make_tables(folder: Path, protocols: Sequence[Protocol], clients: int, seed: int) -> pl.DataFrame:
    """Both tables of a caseload as Parquet, and the truth about each client."""
    generator = np.random.default_rng(seed)
    answers: list[Mapping[str, Any]] = []
    doses: list[Mapping[str, Any]] = []
    truth: list[Mapping[str, Any]] = []
    for number in range(clients):
        normal = generator.standard_normal(3)
        half_life = HALF_LIFE * math.exp(HALF_LIFE_LOG_SD * normal[0])
        staying = 1 / (1 + math.exp(-(STAYING_LOGIT + STAYING_LOGIT_SD * normal[2])))
        client = virtual_client(
            10_000 * seed + number,
            protocols[number % len(protocols)],
            half_life=half_life,
            peak=PEAK + PEAK_SD * normal[1],
            share_that_stays=staying,
        )
        person = f"C{number}"
        truth.append({"person": person, "half_life": half_life, "peak": client.truth["peak"]})
        answers += [{"person": person, "time": one.day, "pain": one.value} for one in client.record.responses]
        doses += [
            {"person": person, "time": one.day, "intervention": one.intervention, "minutes": one.minutes}
            for one in client.record.doses
        ]
    folder.mkdir(parents=True)
    pl.DataFrame(answers).write_parquet(folder / "responses.parquet")
    pl.DataFrame(doses).write_parquet(folder / "doses.parquet")
    return pl.DataFrame(truth)


def judged(found: pl.DataFrame, truth: pl.DataFrame) -> Sequence[str]:
    """Errors, widths and coverage of half-life and relief."""
    rows = found.join(truth, on="person")
    lo, median, hi = (rows[f"half_life_days_{end}"].to_numpy() for end in ("lo", "median", "hi"))
    true, peak = rows["half_life"].to_numpy(), rows["peak"].to_numpy()
    covers = (rows["peak_lo"].to_numpy() < peak) & (peak < rows["peak_hi"].to_numpy())
    return (
        f"{np.sqrt(np.mean(np.log(median / true) ** 2)):.2f}",
        f"{np.median(hi / lo):.1f}",
        f"{np.mean((lo < true) & (true < hi)):.2f}",
        f"{np.sqrt(np.mean((rows['peak_median'].to_numpy() - peak) ** 2)):.2f}",
        f"{np.mean(covers):.2f}",
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=40, help="clients in each caseload (40; documented: 200)")
    parser.add_argument("--seed", type=int, default=9, help="seed of the clients (9)")
    options = parser.parse_args()
    prepare_worker()
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as place:
        for title, protocols in CASELOADS.items():
            folder = Path(place) / str(len(protocols))
            truth = make_tables(folder, protocols, options.clients, options.seed)
            given = (folder / "responses.parquet", folder / "doses.parquet", folder / "out", Settings(), Processes())
            fit_caseload(*given)
            began = time.perf_counter()
            pooled = pool_caseload(*given)
            took = time.perf_counter() - began
            table = Table("", "half-life: error", "hi/lo", "covers", "relief: error", "covers", title=title)
            for name, file in (("own diary", "fits"), ("with the others", "pooled")):
                table.add_row(name, *judged(pl.read_parquet(folder / "out" / f"{file}.parquet"), truth))
            console.print(table)
            for sentence in sentences(pooled):
                console.print(sentence)
            for name, quantity in pooled["interventions"]["massage"].items():
                if isinstance(quantity, dict):
                    console.print(f"{name}: {quantity}")
            console.print(f"Rounds: {pooled['rounds']}; {took:.0f} s by the clock.")


if __name__ == "__main__":
    main()
