"""V33: healthy people feel the same heat on the morning after a night without sleep, or after a usual night.

Between groups the difference is in units of the spread of ratings over people, within people in units of the spread of
their changes, as studies of either design report it.
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers
from unknot.units import convert
from unknot.validation.experiment import INTENSITY, Arm, Experiment, NumberCheck
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY_DIFFERING
from unknot.validation.statistics import standardised_difference
from unknot.validation.stimuli import heat

MORNING, BEDTIME = convert(9.0, "hour", "day"), convert(23.0, "hour", "day")
BEFORE, AFTER = 2, 3
STIMULI, APART = 4, convert(2.0, "minute", "day")
CELSIUS, SECONDS = 48.0, 10.0
RATED_AFTER = convert(SECONDS - 1, "second", "day")


def _begins(day: int, place: int) -> float:
    return day + MORNING + place * APART


def _tests() -> tuple[Exposure, ...]:
    begins = [_begins(day, place) for day in (BEFORE, AFTER) for place in range(STIMULI)]
    return tuple(heat(CELSIUS, begin, SECONDS) for begin in begins)


LOST_NIGHT = Exposure("sleep_loss", BEFORE + BEDTIME, convert(8.0, "hour", "day"), 1.0)


def _rating(found: Outcomes, arm: str, day: int) -> Numbers:
    return np.mean([found.at(arm, f"day {day} stimulus {place}") for place in range(STIMULI)], axis=0)


def _between(found: Outcomes) -> float:
    return standardised_difference(_rating(found, "no sleep", AFTER), _rating(found, "sleep", AFTER))


def _within(found: Outcomes) -> float:
    change = _rating(found, "no sleep", AFTER) - _rating(found, "no sleep", BEFORE)
    return float(change.mean() / change.std(ddof=1))


EXPERIMENT = Experiment(
    case="V33",
    family="F12 state modulators",
    title="Sleep loss",
    sources=("schrimpf2015",),
    population=HEALTHY_DIFFERING,
    arms=(Arm("no sleep", (*_tests(), LOST_NIGHT)), Arm("sleep", _tests())),
    times={
        f"day {day} stimulus {place}": _begins(day, place) + RATED_AFTER
        for day in (BEFORE, AFTER)
        for place in range(STIMULI)
    },
    readouts=(INTENSITY,),
    pace=Pace(finest=convert(1.0, "second", "day"), longest=0.125),
    resolution=0.1,
    checks=(
        NumberCheck("between groups", 0.62, 0.12, 1.12, "reported 95% CI", _between),
        NumberCheck("within person", 1.49, 0.82, 2.17, "reported 95% CI", _within),
    ),
)
