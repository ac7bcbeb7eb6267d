"""How long a plan takes: 8 weeks, thousands of candidates, 200 futures; beside one candidate at a time.

Everything is timed within one process after a first plan that is not counted, which traces and compiles. The share of
each part is printed, and the ratio to laying one candidate after another over the same futures, dose by dose.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from rich.console import Console
from rich.table import Table

from unknot.compiled_code import keep_compiled_code
from unknot.inference.individual import fit
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.planning.candidates import ways_to_practise
from unknot.planning.goal import Goal
from unknot.planning.outlook import Outlook, look_ahead
from unknot.planning.planner import plan
from unknot.planning.regimen import Regimen
from unknot.planning.rollout import averages
from unknot.planning.safety import Safety
from unknot.planning.search import Candidates, Space, try_all
from unknot.planning.what_if import what_if
from unknot.planning.wishes import Wishes
from unknot.records import Dose

CANDIDATES, FUTURES, ONE_BY_ONE = 5000, 200, 100
WISHES = Wishes(Goal.parse("pain<=4 on 5 of 7 days"), weeks=8, price=80.0)
TREATMENTS = ("massage", *WISHES.practices)


def seconds(work: Callable[[], object], repeats: int) -> list[float]:
    """How long something takes on the wall, several times."""
    found: list[float] = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def space_of(outlook: Outlook, candidates: int) -> Space:
    """At least so many candidates: weekly schedules with sessions left out, in three lengths, with every practice."""
    practices = tuple(each for each in ways_to_practise(WISHES, WISHES.practices) if "exercise" in str(each))
    generator = np.random.default_rng(0)
    wanted = -(-candidates // (3 * len(practices)))
    schedules: set[tuple[int, ...]] = set()
    while len(schedules) < wanted:
        kept = generator.random(8) < 0.6
        first = int(generator.integers(0, 7))
        days = tuple(first + 7 * week for week in range(8) if kept[week])
        schedules |= {days} if days else set()
    return Space("massage", tuple(sorted(schedules)), {30.0: 50.0, 45.0: 65.0, 60.0: 80.0}, practices)


def try_by_doses(outlook: Outlook, regimens: tuple[Regimen, ...]) -> None:
    """The same reckoning without sharing anything between candidates: every dose of each is laid on by itself."""
    for regimen in regimens:
        doses = [(regimen.sessions.treatment, regimen.sessions.minutes, day) for day in regimen.sessions.days]
        doses += [(each.name, each.minutes, day) for each in regimen.practices for day in each.days(outlook.days)]
        ratings = outlook.ratings.copy()
        for name, minutes, day in doses:
            effect = outlook.effects[name]
            lags = np.arange(outlook.days) - day + (outlook.answer_hour - effect.hour) / 24 - minutes / 1440
            relief, variation = effect.relief(minutes, lags).T, effect.variation(minutes, lags).T
            ratings -= relief + variation * outlook.session_noise[day]
        averages(ratings[None], WISHES.goal, outlook.resolution)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5, help="how often each is run (5)")
    repeats = parser.parse_args().repeats
    keep_compiled_code()
    posterior = fit(virtual_client(0, Protocol(days=90, gap=7, answered=1.0)).record)
    outlook = look_ahead(posterior, WISHES.days, treatments=TREATMENTS, draws=FUTURES)
    space = space_of(outlook, CANDIDATES)

    def search() -> Candidates:
        return try_all(outlook, space, outlook.ratings, WISHES, Safety.of())

    tried = search()
    plan(posterior, WISHES, draws=FUTURES)
    last = float(outlook.moments[0])
    added = [Dose(last + 7 * week, "massage", 60.0) for week in range(4)]
    what_if(outlook, added)
    found = {
        f"drawing {FUTURES} futures": seconds(
            lambda: look_ahead(posterior, WISHES.days, treatments=TREATMENTS, draws=FUTURES), repeats
        ),
        f"{len(tried.regimens)} candidates over {FUTURES} futures": seconds(search, repeats),
        f"{ONE_BY_ONE} candidates one by one": seconds(
            lambda: try_by_doses(outlook, tried.regimens[-ONE_BY_ONE:]), min(repeats, 3)
        ),
        f"a whole plan over {FUTURES} futures, fit excepted": seconds(
            lambda: plan(posterior, WISHES, draws=FUTURES), repeats
        ),
        "what-if over futures drawn before": seconds(lambda: what_if(outlook, added), repeats),
    }
    show(found, len(tried.regimens), Console(width=100))


def show(found: dict[str, list[float]], tried: int, console: Console) -> None:
    """Print one row for each thing measured, and the ratio per candidate."""
    table = Table(title=f"8 weeks; {os.cpu_count()} cores; seconds after a first run")
    for column in ("", "fewest", "median", "most"):
        table.add_column(column, justify="left" if not column else "right")
    for name, times in found.items():
        table.add_row(name, *(f"{value:.3f}" for value in (min(times), median(times), max(times))))
    console.print(table)
    together, apart = (median(times) for times in list(found.values())[1:3])
    ratio = (apart / ONE_BY_ONE) / (together / tried)
    console.print(f"Per candidate, one by one takes {ratio:.0f} times as long as all together.")
    console.print(f"Processes that wanted a core in the last five minutes: {os.getloadavg()[1]:.1f} on average.")


if __name__ == "__main__":
    main()
