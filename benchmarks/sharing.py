"""What one more client gains from `--shared pooled.json`: simulated clients who are not in the caseload, truth known.

Each has kept a diary and goes on with a session a week; the same client, with the same ups and downs, also lives
through the same weeks without any. Half-lives, answers and what the sessions change are told without and with the
others. Then clients whose half-life lies three spreads from the caseload's middle: how far the others drag what is
said.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pooling import CASELOADS, HALF_LIFE, HALF_LIFE_LOG_SD, PEAK, PEAK_SD, STAYING_LOGIT, STAYING_LOGIT_SD, make_tables
from rich.console import Console
from rich.table import Table

from unknot.caseload.engine import prepare_worker
from unknot.caseload.engine_processes import Processes
from unknot.caseload.pool import pool_caseload
from unknot.caseload.settings import Settings
from unknot.inference.others import Others, read_others
from unknot.inference.posterior import Posterior
from unknot.inference.together import fit_together
from unknot.model.exposure import Numbers
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.planning.outlook import look_ahead
from unknot.planning.regimen import Sessions
from unknot.planning.rollout import held, relief_of_sessions
from unknot.records import Record
from unknot.report.answer import Estimate
from unknot.report.answer_others import others_answer
from unknot.report.answer_relief import relief_answer
from unknot.validation.scores import Forecast, ensemble_crps

ANSWERED, AHEAD, TOLD = 0.7, 28, 14
NEXT = (2, 9, 16, 23)
"""Days of the coming sessions, counted from the first evening that is forecast."""
AFTER = (2, 3, 4, 9, 10, 11)
"""The evenings of the first two of them, and the two evenings after each."""
SEEN = {"28 days, 3 sessions": 28, "90 days, 12 sessions": 90}
UNLIKE = (-3, 3)
"""How many spreads some clients are from the caseload's middle."""
TAILS = (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one client in one way, beside the truth.

    Attributes:
        ratio: Told half-life over the true one.
        covers: Whether its 80 % interval holds the true one.
        crps: Of each of the coming evenings, with the sessions [nrs].
        covered: Whether its 80 % interval holds the answer.
        change: Told less what came of what the sessions change in mean pain [nrs].
        change_covered: Whether the 80 % interval of that change holds what came.
    """

    ratio: float
    covers: bool
    crps: Numbers
    covered: Numbers
    change: float
    change_covered: bool


def lived(seed: int, seen: int, coming: Sequence[int], half_life: float) -> Record:
    """The whole diary of a client; what is drawn of the client depends on the seed alone."""
    normal = np.random.default_rng((seed, 7)).standard_normal(2)
    sessions = (*range(7, seen, 7), *(seen + day for day in coming))
    protocol = Protocol(days=seen + AHEAD, sessions=sessions, answered=1.0, asked=("pain",))
    staying = 1 / (1 + math.exp(-(STAYING_LOGIT + STAYING_LOGIT_SD * normal[1])))
    peak = PEAK + PEAK_SD * normal[0]
    return virtual_client(seed, protocol, half_life=half_life, peak=peak, share_that_stays=staying).record


def until(record: Record, day: int, seed: int) -> Record:
    """What is known on a day: the sessions before it, and as many of the answers as people give."""
    kept = np.random.default_rng((seed, 8)).random(len(record.responses)) < ANSWERED
    return replace(
        record,
        responses=tuple(one for one, keep in zip(record.responses, kept, strict=True) if keep and one.day < day),
        doses=tuple(dose for dose in record.doses if dose.day < day),
    )


def told(half: Estimate, true: float, posterior: Posterior, record: Record, bare: Record, seen: int) -> Told:
    """What one way tells of one client."""
    outlook = look_ahead(posterior, AHEAD, start=seen, draws=1000)
    without = held(outlook.ratings)
    ratings = held(outlook.ratings - relief_of_sessions(outlook, Sessions("massage", 60.0, NEXT)))
    answers, bare_answers = (
        np.asarray([one.value for one in diary.responses if one.day >= seen]) for diary in (record, bare)
    )
    crps = np.asarray([ensemble_crps(ratings[day], answers[day]) for day in range(TOLD)])
    covered = np.asarray([Forecast(0.0, np.rint(ratings[day])).covers(answers[day]) for day in range(TOLD)])
    changes = (without - ratings).mean(axis=0)
    came = float(bare_answers.mean() - answers.mean())
    lo, hi = np.quantile(changes, TAILS)
    return Told(
        half.median / true,
        half.lo < true < half.hi,
        crps,
        covered,
        float(changes.mean()) - came,
        bool(lo <= came <= hi),
    )


def client(seed: int, seen: int, half_life: float, others: Others) -> tuple[Told, Told]:
    """One client, told by the own diary alone, as a report claims it, and together with the others."""
    record, bare = lived(seed, seen, NEXT, half_life), lived(seed, seen, (), half_life)
    together = fit_together(until(record, seen, seed), others)
    own = relief_answer(together.own, "massage", curve=False).half_life_days
    shared = others_answer(together).relief[0].half_life_days
    return (
        told(own, half_life, together.own, record, bare, seen),
        told(shared, half_life, together.ahead, record, bare, seen),
    )


def drawn_half_life(seed: int) -> float:
    """A half-life as the caseload's are drawn [day]."""
    return HALF_LIFE * math.exp(HALF_LIFE_LOG_SD * np.random.default_rng((seed, 6)).standard_normal())


def show(title: str, pairs: Sequence[tuple[Told, Told]], console: Console) -> None:
    """Print errors and coverage of half-lives, answers and changes, and what the others changed client by client."""
    columns = ("log half-life: bias", "RMS", "covers", "CRPS, all", "after sessions", "covers, all", "after sessions",
               "change: bias", "RMS", "covers")  # fmt: skip
    table = Table("", *columns, title=f"{title}, {len(pairs)} clients")
    for name, rows in (("own diary", [own for own, _ in pairs]), ("with the others", [both for _, both in pairs])):
        logs, change = np.log([row.ratio for row in rows]), np.asarray([row.change for row in rows])
        crps, covered = (np.stack([getattr(row, part) for row in rows]) for part in ("crps", "covered"))
        table.add_row(
            name, f"{logs.mean():+.2f}", f"{_rms(logs):.2f}", f"{np.mean([row.covers for row in rows]):.2f}",
            f"{crps.mean():.3f}", f"{crps[:, AFTER].mean():.3f}",
            f"{covered.mean():.2f}", f"{covered[:, AFTER].mean():.2f}",
            f"{change.mean():+.2f}", f"{_rms(change):.2f}", f"{np.mean([row.change_covered for row in rows]):.2f}",
        )  # fmt: skip
    console.print(table)
    for part, pick in _LOSSES.items():
        gained = np.asarray([pick(own) - pick(both) for own, both in pairs])
        error = gained.std(ddof=1) / math.sqrt(len(gained))
        console.print(f"{part}, own diary less with the others, by client: {gained.mean():+.3f} ± {error:.3f}")


def _rms(values: Numbers) -> float:
    return float(np.sqrt(np.mean(values**2)))


_LOSSES: Mapping[str, Callable[[Told], float]] = {
    "Squared error of the half-life's logarithm": lambda row: math.log(row.ratio) ** 2,
    "CRPS of all evenings": lambda row: float(row.crps.mean()),
    "CRPS after sessions": lambda row: float(row.crps[list(AFTER)].mean()),
    "Squared error of the change": lambda row: row.change**2,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=20, help="fresh clients by diary (20; documented: 100)")
    parser.add_argument("--unlike", type=int, default=10, help="clients unlike them (10; documented: 30)")
    parser.add_argument("--caseload", type=int, default=40, help="clients of the caseload (40; documented: 200)")
    parser.add_argument("--pooled", type=Path, help="what a caseload made by pooling.py shares, instead of a new one")
    options = parser.parse_args()
    prepare_worker()
    console = Console(width=140)
    with tempfile.TemporaryDirectory() as place:
        others = read_others(options.pooled or _pooled(Path(place) / "caseload", options.caseload))
    for title, seen in SEEN.items():
        began = time.perf_counter()
        seeds = range(500_000, 500_000 + options.clients)
        show(title, [client(seed, seen, drawn_half_life(seed), others) for seed in seeds], console)
        for spreads in UNLIKE:
            true = HALF_LIFE * math.exp(spreads * HALF_LIFE_LOG_SD)
            seeds = range(600_000, 600_000 + options.unlike)
            pairs = [client(seed, seen, true, others) for seed in seeds]
            show(f"{title}; true half-life {true:.2f} days ({spreads:+d} spreads)", pairs, console)
        console.print(f"{time.perf_counter() - began:.0f} s by the clock.")


def _pooled(folder: Path, clients: int) -> Path:
    make_tables(folder, next(iter(CASELOADS.values())), clients, seed=9)
    tables = (folder / "responses.parquet", folder / "doses.parquet")
    pool_caseload(*tables, folder / "out", Settings(), Processes())
    return folder / "out" / "pooled.json"


if __name__ == "__main__":
    main()
