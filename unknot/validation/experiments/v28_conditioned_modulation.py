"""V28: heat before, during and after a hand in cold water, on two days.

What makes the days differ in the model: the cold water is noticed, and on the first day heat hurt less with it. On
the second day that relief is remembered and expected, during the water and for an hour after it. Everything else
between the days is chance (ratings, the stress of the day).
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers
from unknot.units import convert
from unknot.validation.experiment import Arm, Experiment, NumberCheck, Statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY
from unknot.validation.stimuli import cold_water, stimulus

SECOND = convert(1.0, "second", "day")
PAIN, HEAT, WATER = 6.0, 30.0, 60.0
FIRST = 0.5
SECOND_DAY = FIRST + convert(40.0, "hour", "day")
BEFORE, IMMERSED, DURING, AFTER = 0.0, 60.0, 90.0, 150.0
MOMENTS = {"before": BEFORE, "during": DURING, "after": AFTER}
STARTS = {1: FIRST, 2: SECOND_DAY}


def _day(start: float) -> tuple[Exposure, ...]:
    heats = tuple(stimulus(PAIN, start + moment * SECOND, HEAT) for moment in MOMENTS.values())
    return (*heats, cold_water(start + IMMERSED * SECOND, WATER))


def _fall(found: Outcomes, day: int, moment: str) -> Numbers:
    """How far pain fell, on a scale from 0 to 100."""
    return -10 * found.change("cold water", f"before, day {day}", f"{moment}, day {day}")


def _mean(day: int, moment: str) -> Statistic:
    return lambda found: float(_fall(found, day, moment).mean())


def consistency(first: Numbers, second: Numbers) -> float:
    r"""Intraclass correlation of two measurements, $\frac{MS_p - MS_e}{MS_p + MS_e}$ (two-way, consistency, single)."""
    between = 2 * np.var((first + second) / 2, ddof=1)
    error = np.var(first - second, ddof=1) / 2
    return float((between - error) / (between + error))


def _reliability(found: Outcomes) -> float:
    return consistency(_fall(found, 1, "during"), _fall(found, 2, "during"))


EXPERIMENT = Experiment(
    case="V28",
    family="F10 descending control",
    title="CPM size, decay, reliability",
    sources=("gehling2016",),
    population=HEALTHY,
    arms=(Arm("cold water", (*_day(FIRST), *_day(SECOND_DAY)), n=25),),
    times={
        f"{moment}, day {day}": start + (when + HEAT - 1) * SECOND
        for day, start in STARTS.items()
        for moment, when in MOMENTS.items()
    },
    checks=(
        NumberCheck("drop during, day 1", 16.7, 11.9, 21.5, "SD 11.7, n=25", _mean(1, "during")),
        NumberCheck("drop during, day 2", 19.5, 14.6, 24.4, "SD 11.9", _mean(2, "during")),
        NumberCheck("drop after, day 1", 1.7, -2.1, 5.5, "SD 9.2", _mean(1, "after")),
        NumberCheck("drop after, day 2", 7.6, 2.9, 12.3, "SD 11.5", _mean(2, "after")),
        NumberCheck("ICC of the drop during", 0.618, 0.29, 0.81, "Fisher interval, n=25", _reliability),
    ),
    pace=Pace(0.1 * SECOND, 0.25),
    resolution=0.1,
)
