"""V26: trains of five heat pulses at four rates and three temperatures, in healthy and in sensitised people.

Summation is the fifth minus the first rating. The rate rule is read at the highest temperature: the lowest rate at
which 33 people, as in the study, would be expected to show summation (a paired t above its 5 % limit). The times
between trains let everything that lasts for seconds fade.
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Numbers
from unknot.units import convert
from unknot.validation.experiment import Arm, Experiment, NumberCheck, PatternCheck
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import FIBROMYALGIA_TESTED, HEALTHY_DIFFERING
from unknot.validation.stimuli import PULSE, heat_train

SECOND = convert(1.0, "second", "day")
NOON, PULSES, PAUSE = 0.5, 5, 120.0
RATES, CELSIUS = (0.17, 0.33, 0.4, 0.5), (44.0, 46.0, 48.0)
TRAINS = tuple((rate, celsius) for rate in RATES for celsius in CELSIUS)
STARTS = {train: NOON + place * PAUSE * SECOND for place, train in enumerate(TRAINS)}
CONTROLS, PATIENTS = 33, 38
T_LIMIT = 2.0369
"""Two-sided 5 % limit of Student's t with 32 degrees of freedom [1]."""


def _label(train: tuple[float, float], pulse: str) -> str:
    return f"{train[0]} Hz {train[1]:g} C {pulse}"


def _summation(found: Outcomes, arm: str, train: tuple[float, float]) -> Numbers:
    return found.at(arm, _label(train, "last")) - found.at(arm, _label(train, "first"))


def _lowest_rate(found: Outcomes) -> float:
    """The lowest tested rate with summation; beyond the highest one as far as t falls short of its limit there."""
    expected: list[float] = []
    for rate in RATES:
        summed = _summation(found, "healthy", (rate, CELSIUS[-1]))
        expected.append(float(summed.mean() / (summed.std(ddof=1) / np.sqrt(CONTROLS))))
        if expected[-1] > T_LIMIT:
            return rate
    return RATES[-1] * T_LIMIT / max(max(expected), 0.1)


def _over_temperature(found: Outcomes, arm: str) -> Numbers:
    return np.array([_summation(found, arm, (0.4, celsius)).mean() for celsius in CELSIUS])


def _rises(found: Outcomes) -> bool:
    means = _over_temperature(found, "healthy")
    return bool(np.all(np.diff(means) > 0) and means[0] < 0 < means[-1])


def _steeper(found: Outcomes) -> bool:
    healthy, patients = (_over_temperature(found, arm) for arm in ("healthy", "sensitised"))
    return bool(patients[-1] - patients[0] > healthy[-1] - healthy[0])


DOSES = tuple(pulse for (rate, celsius), start in STARTS.items() for pulse in heat_train(celsius, rate, PULSES, start))

EXPERIMENT = Experiment(
    case="V26",
    family="F9 touch input and temporal summation",
    title="Wind-up rate rule",
    sources=("staud2014",),
    population=HEALTHY_DIFFERING,
    arms=(
        Arm("healthy", DOSES, n=CONTROLS),
        Arm("sensitised", DOSES, n=PATIENTS, population=FIBROMYALGIA_TESTED),
    ),
    times={
        _label(train, pulse): start + number * SECOND / train[0] + PULSE
        for train, start in STARTS.items()
        for pulse, number in (("first", 0), ("last", PULSES - 1))
    },
    checks=(
        NumberCheck("lowest rate with summation, Hz", 0.33, 0.25, 0.4, "chosen one step either side", _lowest_rate),
        PatternCheck("summation rises with temperature; from wind-down to wind-up", "yes", "direction", _rises, "mean"),
        PatternCheck("sensitised people steeper over temperature", "yes", "direction", _steeper, "mean"),
    ),
    pace=Pace(0.1 * SECOND, 0.02),
    resolution=0.1,
)
