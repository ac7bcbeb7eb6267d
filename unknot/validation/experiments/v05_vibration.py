"""V05: one vibration of 40 minutes, followed every half hour for a day; bigger relief lasts longer.

Sizes and durations are of what is felt, without the error of a single mark on a scale: the patients told how long their
relief had lasted, and nobody who errs by a point each time could.
"""

from __future__ import annotations

import numpy as np

from unknot.model.exposure import Numbers, session
from unknot.units import convert
from unknot.validation.experiment import INTENSITY, Arm, Entry, Experiment, NumberCheck, Population, Statistic
from unknot.validation.outcomes import Outcomes

START, MINUTES = convert(9.0, "hour", "day"), 40.0
END = START + convert(MINUTES, "minute", "day")
FOLLOWED = tuple(0.5 * step for step in range(1, 49))
BACK = 0.1
"""Pain within this share of baseline is back."""


def _relief(found: Outcomes) -> Numbers:
    """Share by which pain is lower when vibration ends."""
    before, during = (found.truth("vibration", label) for label in ("before", "during"))
    return 1 - during / np.maximum(before, 1e-6)


def _hours(found: Outcomes) -> Numbers:
    """When pain is back for the first time; the whole day where it does not come back [hour]."""
    before = found.truth("vibration", "before")
    later = np.stack([found.truth("vibration", f"{hour} h") for hour in FOLLOWED], axis=1)
    back = later > (1 - BACK) * before[:, None]
    first = np.where(back.any(axis=1), back.argmax(axis=1), len(FOLLOWED) - 1)
    return np.asarray(FOLLOWED)[first]


def _share_with_relief(found: Outcomes) -> float:
    return 100 * float((_relief(found) > BACK).mean())


def _median_hours(least: float, most: float) -> Statistic:
    def statistic(found: Outcomes) -> float:
        relief = _relief(found)
        chosen = (relief > least) & (relief <= most)
        return float(np.median(_hours(found)[chosen])) if chosen.any() else float("nan")

    return statistic


EXPERIMENT = Experiment(
    case="V05",
    family="F2 decay over hours",
    title="Vibration: bigger relief lasts longer",
    sources=("lundeberg1983",),
    population=Population(values={"nociception.usual_drive": 5.5}, entry=(Entry("before", least=2.0),)),
    arms=(Arm("vibration", (session("vibration", START, MINUTES),), n=731),),
    times={
        "before": START - convert(5, "minute", "day"),
        "during": END,
        **{f"{hour} h": END + convert(hour, "hour", "day") for hour in FOLLOWED},
    },
    checks=(
        NumberCheck(
            "share with relief, %",
            70,
            63,
            77,
            'binomial +/-3.3 widened because printed as "about"',
            _share_with_relief,
        ),
        NumberCheck("median duration if relief <=50%, h", "<6", 1.0, 6.0, "reported bound", _median_hours(BACK, 0.5)),
        NumberCheck(
            "median duration if relief >50%, h",
            ">6",
            6.0,
            24.0,
            "reported bound; many >=12 h",
            _median_hours(0.5, float("inf")),
        ),
    ),
    readouts=(INTENSITY,),
    resolution=0.1,
)
