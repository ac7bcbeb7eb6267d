"""V35: thresholds, temporal summation and conditioned modulation before and after a social stress task.

Two studies differ: summation rose in one (29 men) and stayed in the other (101 people); both saw modulation fall. Not
lower means not significantly lower. The split into strong and weak reactors is that of the smaller study.
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers, session
from unknot.units import convert
from unknot.validation.experiment import INTENSITY, THRESHOLD, Arm, Experiment, PatternCheck
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY
from unknot.validation.statistics import paired_p
from unknot.validation.stimuli import PULSE, cold_water, heat_train, stimulus

REACTION = "stress_axis.reaction"
SECOND, MINUTE = convert(1.0, "second", "day"), convert(1.0, "minute", "day")
START = 2 + convert(14.0, "hour", "day")
STRESS_BEGINS, STRESS_MINUTES = START + 15 * MINUTE, 20.0
BATTERIES = {"before": START, "after": STRESS_BEGINS + STRESS_MINUTES * MINUTE}
PULSES, HERTZ, CELSIUS = 10, 0.5, 48.0
PAIN, HEAT_LASTS, WATER_LASTS = 5.0, 30.0, 60.0
TRAIN, ALONE, COLD_WATER, WITH_COLD = 1 * MINUTE, 3 * MINUTE, 5 * MINUTE, 5.5 * MINUTE
RATED = (5, 10, 15, 20, 25, 29)
SMALL, LARGE = "men", "people"


def _battery(start: float) -> tuple[Exposure, ...]:
    train = heat_train(CELSIUS, HERTZ, PULSES, start + TRAIN)
    tests = (stimulus(PAIN, start + begin, HEAT_LASTS) for begin in (ALONE, WITH_COLD))
    return (*train, cold_water(start + COLD_WATER, WATER_LASTS), *tests)


def _moments(name: str, start: float) -> dict[str, float]:
    first = start + TRAIN + PULSE
    rated = {
        f"{what} {second} s {name}": start + begin + second * SECOND
        for what, begin in (("alone", ALONE), ("with cold", WITH_COLD))
        for second in RATED
    }
    return {
        f"threshold {name}": start,
        f"first pulse {name}": first,
        f"last pulse {name}": first + (PULSES - 1) / HERTZ * SECOND,
        **rated,
    }


GIVEN = (
    *(one for start in BATTERIES.values() for one in _battery(start)),
    session("acute_stressor", STRESS_BEGINS, STRESS_MINUTES),
)


def _modulation(found: Outcomes, arm: str, name: str) -> Numbers:
    """How much less heat hurts beside cold water, by six ratings of half a minute each."""
    alone, beside = ([found.at(arm, f"{what} {at} s {name}") for at in RATED] for what in ("alone", "with cold"))
    return np.mean(alone, axis=0) - np.mean(beside, axis=0)


def _modulation_lost(found: Outcomes, arm: str) -> Numbers:
    return _modulation(found, arm, "before") - _modulation(found, arm, "after")


def _summation(found: Outcomes, arm: str, name: str) -> Numbers:
    return found.at(arm, f"last pulse {name}") - found.at(arm, f"first pulse {name}")


def _not_lower(found: Outcomes) -> bool:
    change = _summation(found, LARGE, "after") - _summation(found, LARGE, "before")
    return bool(change.mean() >= 0 or paired_p(change) >= 0.05)


def _threshold_stays(found: Outcomes) -> bool:
    before, after = (found.at(LARGE, f"threshold {name}", THRESHOLD).mean() for name in BATTERIES)
    return bool(abs(after / before - 1) < 0.05)


def _strong_reactors_lose_more(found: Outcomes) -> bool:
    reaction = found.at(SMALL, "threshold after", REACTION)
    lost, strong = _modulation_lost(found, SMALL), reaction > np.median(reaction)
    return bool(lost[strong].mean() > lost[~strong].mean())


EXPERIMENT = Experiment(
    case="V35",
    family="F12 state modulators",
    title="Acute stress",
    sources=("geva2014", "mertens2020"),
    population=HEALTHY,
    arms=(Arm(SMALL, GIVEN, n=29), Arm(LARGE, GIVEN, n=101)),
    times={label: time for name, start in BATTERIES.items() for label, time in _moments(name, start).items()},
    readouts=(INTENSITY, THRESHOLD, REACTION),
    pace=Pace(finest=0.25 * SECOND, longest=0.125),
    resolution=0.1,
    checks=(
        PatternCheck(
            "CPM falls",
            "yes",
            "direction",
            lambda found: bool(_modulation_lost(found, LARGE).mean() > 0),
            kind="direction",
        ),
        PatternCheck("temporal summation rises or stays", "not lower", "direction", _not_lower, kind="direction"),
        PatternCheck("heat thresholds unchanged", "yes", "|change| < 5%", _threshold_stays, kind="direction"),
        PatternCheck(
            "larger CPM loss in strong reactors", "yes", "direction", _strong_reactors_lose_more, kind="direction"
        ),
    ),
)
