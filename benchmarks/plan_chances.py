"""Whether stated chances of a goal come true, for virtual clients who carry on or change what they do.

Each client keeps a diary for 90 days with a session a week. The plan states the chance that a goal is met in the four
weeks after the next four, for carrying on and for other spacings; then the same client, with the same ups and downs,
lives through each of them, and the diary tells. A chance that knows nothing of the client, the share of all clients who
meet the goal, is the comparison. The spacing with the highest value is looked at apart: choosing could flatter it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from rich.console import Console
from rich.table import Table

from unknot.compiled_code import keep_compiled_code
from unknot.inference.individual import fit
from unknot.inference.posterior import Posterior
from unknot.model.exposure import Numbers
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.planning.goal import Goal
from unknot.planning.outcome import Outcome, outcome_of
from unknot.planning.outlook import Outlook, look_ahead
from unknot.planning.regimen import Regimen, Sessions
from unknot.planning.rollout import relief_of_sessions
from unknot.planning.wishes import Wishes
from unknot.records import Record

SEEN, AHEAD, GAP, MINUTES = 90, 56, 7, 60.0
GOALS = ("pain<=3 on 5 of 7 days", "pain<=5 on 5 of 7 days")
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
CARRY_ON, CHOSEN = "carry on, weekly", "the best of these five by value"
SPACINGS = {
    CARRY_ON: tuple(range(1, AHEAD, GAP)),
    "two a week for four weeks, then every two weeks": (1, 4, 8, 11, 15, 18, 22, 25, 39, 53),
    "every two weeks": tuple(range(1, AHEAD, 14)),
    "every four weeks": (1, 29),
    "no further session": (),
}
"""Days of sessions after the diary that the plan saw."""
PRICE, GOOD_DAY = 80.0, 20.0
FUTURES, FUTURES_TO_CHOOSE_BY = 1000, 400


@dataclass(frozen=True, slots=True)
class Told:
    """What was stated for one spacing and one goal, and how it came.

    Attributes:
        spacing: What was done.
        chance: The chance stated.
        met: The share of weeks that met the goal.
        pain: Mean pain stated [nrs].
        felt: Mean pain as it came [nrs].
    """

    spacing: str
    chance: float
    met: float
    pain: float
    felt: float


def told(seed: int) -> Iterator[Told]:
    """Everything stated for one client beside how it came."""
    lived = {name: _lived(seed, days) for name, days in SPACINGS.items()}
    posterior = fit(_until(lived[CARRY_ON], SEEN))
    shown, tried = _outlook(posterior, FUTURES, seed), _outlook(posterior, FUTURES_TO_CHOOSE_BY, seed + 1)
    for text in GOALS:
        wishes = Wishes(Goal.parse(text), weeks=AHEAD // 7, price=PRICE, good_day=GOOD_DAY)
        rows = [_told(name, _outcome(shown, name, wishes), lived[name], wishes.goal) for name in SPACINGS]
        yield from rows
        best = max(SPACINGS, key=lambda name: _outcome(tried, name, wishes).value)
        yield from (replace(row, spacing=CHOSEN) for row in rows if row.spacing == best)


def _lived(seed: int, days: tuple[int, ...]) -> Record:
    """The whole diary of a client; up to the day of the plan it is the same whatever follows."""
    sessions = (*range(GAP, SEEN, GAP), *(SEEN + day for day in days))
    return virtual_client(seed, Protocol(days=SEEN + AHEAD, sessions=sessions, answered=1.0, minutes=MINUTES)).record


def _until(record: Record, day: float) -> Record:
    return replace(
        record,
        responses=tuple(answer for answer in record.responses if answer.day < day),
        doses=tuple(dose for dose in record.doses if dose.day < day),
    )


def _outlook(posterior: Posterior, draws: int, seed: int) -> Outlook:
    return look_ahead(posterior, AHEAD, start=SEEN, draws=draws, seed=seed)


def _outcome(outlook: Outlook, name: str, wishes: Wishes) -> Outcome:
    sessions = Sessions("massage", MINUTES, SPACINGS[name])
    relief = relief_of_sessions(outlook, sessions)
    return outcome_of(outlook, Regimen(sessions), relief, outlook.ratings, wishes)


def _told(name: str, outcome: Outcome, lived: Record, goal: Goal) -> Told:
    answers = np.asarray([answer.value for answer in lived.answers("pain") if answer.day >= SEEN])[:AHEAD]
    met = float(goal.met((answers <= goal.most)[:, None])[0])
    return Told(name, outcome.probability_goal, met, outcome.pain.mean, float(answers.mean()))


def show_spacings(rows: list[Told], console: Console) -> None:
    """Print for each spacing how far chances and pain were off."""
    table = Table(title=f"Chances and mean pain by what was done, {len(GOALS)} goals")
    columns = ("", "mean stated", "came true", "squared distance", "knowing nothing", "pain: bias", "RMS")
    for column in columns:
        table.add_column(column, justify="right" if column else "left")
    for name in (*SPACINGS, CHOSEN):
        chance, met, pain, felt = _columns([row for row in rows if row.spacing == name])
        squares = np.mean((chance - met) ** 2), np.mean((met.mean() - met) ** 2)
        off = pain - felt
        table.add_row(
            name, f"{chance.mean():.2f}", f"{met.mean():.2f}", *(f"{square:.3f}" for square in squares),
            f"{off.mean():+.2f}", f"{np.sqrt(np.mean(off**2)):.2f}",
        )  # fmt: skip
    console.print(table)


def show_bins(title: str, rows: list[Told], console: Console) -> None:
    """Print how often stated chances came true."""
    chance, met, _, _ = _columns(rows)
    table = Table(title=title)
    for column in ("stated", "cases", "mean stated", "came true"):
        table.add_column(column, justify="right")
    for low, high in pairwise(BINS):
        inside = (chance >= low) & ((chance < high) | (high == 1.0))
        if inside.any():
            numbers = (f"{int(inside.sum())}", f"{chance[inside].mean():.2f}", f"{met[inside].mean():.2f}")
            table.add_row(f"{low:.1f} to {high:.1f}", *numbers)
    console.print(table)


def _columns(rows: list[Told]) -> tuple[Numbers, ...]:
    return tuple(np.asarray([getattr(row, name) for row in rows]) for name in ("chance", "met", "pain", "felt"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=100, help="how many virtual clients (100)")
    clients = parser.parse_args().clients
    keep_compiled_code()
    rows = [row for seed in range(5000, 5000 + clients) for row in told(seed)]
    console = Console(width=110)
    show_spacings(rows, console)
    show_bins("Carrying on", [row for row in rows if row.spacing == CARRY_ON], console)
    show_bins("Changed", [row for row in rows if row.spacing not in {CARRY_ON, CHOSEN}], console)
    show_bins(CHOSEN, [row for row in rows if row.spacing == CHOSEN], console)


if __name__ == "__main__":
    main()
