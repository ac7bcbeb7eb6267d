"""Whether stated chances of a goal come true, for virtual clients who carry on with weekly sessions.

Each client keeps a diary for 146 days with a session a week. The plan sees the first 90 days and states the chance that
the goal is met in the last four weeks when the client carries on as now; then the rest of the diary tells. A chance
that knows nothing of the client, the share of all clients who meet the goal, is the comparison.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import pairwise

import numpy as np
from rich.console import Console
from rich.table import Table

from unknot.compiled_code import keep_compiled_code
from unknot.inference.individual import fit
from unknot.model.exposure import Numbers
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.planning.goal import Goal
from unknot.planning.outcome import outcome_of
from unknot.planning.outlook import look_ahead
from unknot.planning.regimen import Regimen, Sessions
from unknot.planning.rollout import relief_of_sessions
from unknot.planning.wishes import Wishes
from unknot.records import Record

SEEN, AHEAD, GAP = 90, 56, 7
GOALS = ("pain<=3 on 5 of 7 days", "pain<=5 on 5 of 7 days")
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


def stated_and_true(seed: int) -> list[tuple[float, float, float, float]]:
    """For each goal: the chance stated, the share of weeks that met it, mean pain stated, and mean pain as it came."""
    whole = virtual_client(seed, Protocol(days=SEEN + AHEAD, gap=GAP, answered=1.0)).record
    posterior = fit(_until(whole, SEEN))
    outlook = look_ahead(posterior, AHEAD, start=SEEN, draws=1000, seed=seed)
    days = tuple(int(dose.day) - SEEN for dose in whole.doses if dose.day >= SEEN)
    sessions = Sessions("massage", whole.doses[0].minutes, days)
    relief = relief_of_sessions(outlook, sessions)
    answers = np.asarray([answer.value for answer in whole.answers("pain") if answer.day >= SEEN])[:AHEAD]
    found: list[tuple[float, float, float, float]] = []
    for goal in map(Goal.parse, GOALS):
        wishes = Wishes(goal, weeks=AHEAD // 7)
        outcome = outcome_of(outlook, Regimen(sessions), relief, outlook.ratings, wishes)
        met = float(goal.met((answers <= goal.most)[:, None])[0])
        found.append((outcome.probability_goal, met, outcome.pain.mean, float(answers.mean())))
    return found


def _until(record: Record, day: float) -> Record:
    return replace(
        record,
        responses=tuple(answer for answer in record.responses if answer.day < day),
        doses=tuple(dose for dose in record.doses if dose.day < day),
    )


def show(found: Numbers, console: Console) -> None:
    """Print chances by bin, their scores, and how far mean pain was off."""
    stated, met = found[:, 0], found[:, 1]
    table = Table(title="Chances of a goal, stated and come true")
    for column in ("stated", "clients and goals", "mean stated", "came true"):
        table.add_column(column, justify="right")
    for low, high in pairwise(BINS):
        inside = (stated >= low) & ((stated < high) | (high == 1.0))
        if inside.any():
            numbers = (f"{int(inside.sum())}", f"{stated[inside].mean():.2f}", f"{met[inside].mean():.2f}")
            table.add_row(f"{low:.1f} to {high:.1f}", *numbers)
    console.print(table)
    spread = np.sqrt(np.mean((stated - met) ** 2)), np.sqrt(np.mean((met.mean() - met) ** 2))
    console.print(f"Mean squared distance {spread[0] ** 2:.3f}; of a chance that knows nothing {spread[1] ** 2:.3f}.")
    error = found[:, 2] - found[:, 3]
    console.print(
        f"Mean pain stated less as it came: {error.mean():+.2f}, root mean square {np.sqrt(np.mean(error**2)):.2f}."
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=100, help="how many virtual clients (100)")
    clients = parser.parse_args().clients
    keep_compiled_code()
    rows = [row for seed in range(5000, 5000 + clients) for row in stated_and_true(seed)]
    show(np.asarray(rows), Console(width=100))


if __name__ == "__main__":
    main()
