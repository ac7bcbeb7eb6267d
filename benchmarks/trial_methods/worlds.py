"""Worlds in which trials of one are simulated: how days depend on each other, and what is carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from trial_methods.methods import METHODS, Claim

from unknot.model.exposure import Numbers
from unknot.planning.trial.outcome_model import exposure
from unknot.planning.trial.schedule import Period, make_periods, random_sequence

ANSWERED = 0.85
PERIOD = 7.0
SPREAD = 1.3


@dataclass(frozen=True)
class World:
    """What is true.

    Attributes:
        title: Its name in the table.
        correlation: Of neighbouring days.
        carry_over: Half-life of what is carried over [day]; 0 for none.
        improvement: Points that pain falls by itself over the trial, with a half-time of two weeks [nrs].
        drift: Wandering of the level [nrs/day^0.5].
        period: Length of a period [day].
        washout: Days at its start that do not count [day].
    """

    title: str
    correlation: float
    carry_over: float = 0.0
    improvement: float = 0.0
    drift: float = 0.0
    period: float = PERIOD
    washout: float = 0.0


WORLDS = (
    World("days independent", 0.0),
    World("correlation 0.3", 0.3),
    World("correlation 0.6", 0.6),
    World("correlation 0.3, level drifts", 0.3, drift=0.2),
    World("correlation 0.3, pain improves by itself", 0.3, improvement=1.5),
    World("correlation 0.3, carry-over of 2 days", 0.3, carry_over=2.0),
    World("correlation 0.6, carry-over of 4 days", 0.6, carry_over=4.0),
    World("the same, periods of 14 days of which 7 are washout", 0.6, carry_over=4.0, period=14.0, washout=7.0),
)


def simulated(
    world: World, blocks: int, effect: float, generator: np.random.Generator
) -> tuple[Numbers, Numbers, Sequence[Period]]:
    """One trial: when answers were given, the answers, and the periods."""
    periods = make_periods(random_sequence(blocks, generator), 0.0, world.period, world.washout)
    days = np.arange(periods[-1].end) + 20 / 24
    noise = generator.standard_normal(len(days))
    for day in range(1, len(days)):
        noise[day] = world.correlation * noise[day - 1] + np.sqrt(1 - world.correlation**2) * noise[day]
    level = (
        5 - world.improvement * (1 - 0.5 ** (days / 14)) + world.drift * np.cumsum(generator.standard_normal(len(days)))
    )
    felt = level + SPREAD * noise + effect * exposure(days, periods, np.asarray([max(world.carry_over, 1e-6)]))[0]
    answered = (generator.random(len(days)) < ANSWERED) & (days % world.period >= world.washout)
    return days[answered], np.clip(np.round(felt), 0, 10)[answered], periods


def claims(world: World, blocks: int, effect: float, trials: int, seed: int) -> dict[str, list[Claim]]:
    """What each method says about simulated trials."""
    generator = np.random.default_rng((seed, blocks))
    found: dict[str, list[Claim]] = {name: [] for name in METHODS}
    for _ in range(trials):
        trial = simulated(world, blocks, effect, generator)
        for name, method in METHODS.items():
            found[name].append(method(*trial))
    return found
