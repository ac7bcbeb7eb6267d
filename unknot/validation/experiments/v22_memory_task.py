"""V22: heat during an easy and a hard memory task, under saline and under naloxone.

Twenty seconds of heat during blocks of a 1-back and a 2-back task in turn. The percentages were read in news reports of
the paper. How far a 1-back task holds the mind beside a 2-back task is assumed.
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure
from unknot.units import convert
from unknot.validation.experiment import Arm, Experiment, NumberCheck
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY
from unknot.validation.stimuli import acting, stimulus

SECOND = convert(1.0, "second", "day")
NOON, BLOCK, HEAT, PAIN = 0.5, 60.0, 20.0, 6.0
EASY, HARD = 0.4, 1.0
TASKS = (EASY, HARD, HARD, EASY, EASY, HARD)


def _block(number: int) -> float:
    return NOON + number * BLOCK * SECOND


def _tasks() -> tuple[Exposure, ...]:
    doses: list[Exposure] = []
    for number, load in enumerate(TASKS):
        doses.append(acting("n_back", _block(number), HEAT + 10, {"distraction": load}))
        doses.append(stimulus(PAIN, _block(number) + 5 * SECOND, HEAT))
    return tuple(doses)


def _pain(found: Outcomes, arm: str, load: float) -> float:
    return float(np.mean([found.at(arm, f"block {i}").mean() for i, task in enumerate(TASKS) if task == load]))


def _drop(found: Outcomes, arm: str) -> float:
    easy = _pain(found, arm, EASY)
    return 100 * (easy - _pain(found, arm, HARD)) / easy


def _lost(found: Outcomes) -> float:
    return 100 * (1 - _drop(found, "naloxone") / _drop(found, "saline"))


EXPERIMENT = Experiment(
    case="V22",
    family="F8 attention, mindfulness and opioids",
    title="n-back distraction and naloxone",
    sources=("sprenger2012",),
    population=HEALTHY,
    arms=(
        Arm("saline", _tasks(), n=17),
        Arm("naloxone", (*_tasks(), acting("naloxone", NOON - 1200 * SECOND, 1800)), n=15),
    ),
    times={f"block {i}": _block(i) + (4 + HEAT) * SECOND for i in range(len(TASKS))},
    checks=(
        NumberCheck("pain drop, %", 19, 12.6, 25.4, "SE computed from t16=6.29", lambda found: _drop(found, "saline")),
        NumberCheck("share lost under naloxone, %", 40, 20, 60, "no CI published; width chosen for n=15", _lost),
    ),
    pace=Pace(0.1 * SECOND, 0.02),
    resolution=0.1,
)
