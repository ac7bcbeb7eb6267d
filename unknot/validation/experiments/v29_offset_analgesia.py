"""V29: heat of 47, 48 and again 47 degrees, in healthy and in neuropathic people, and under drugs.

Pain is followed continuously: the drop is from the peak during 48 degrees to the lowest point after the fall, in
percent of the peak. A continuous rating has no independent noise from second to second, so that the readings are used
as they are.
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers
from unknot.units import convert
from unknot.validation.experiment import Arm, Experiment, NumberCheck, PatternCheck
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY, NEUROPATHIC
from unknot.validation.stimuli import acting, heat_steps

SECOND = convert(1.0, "second", "day")
NOON = 0.5
STEPS = ((47.0, 5.0), (48.0, 5.0), (47.0, 20.0))
FALL = 10
HEAT = heat_steps(STEPS, NOON)
LARGEST_CHANGE = 10.0


def _under(drug: str) -> tuple[Exposure, ...]:
    return (*HEAT, acting(drug, NOON - 1200 * SECOND, 1800))


def drops(found: Outcomes, arm: str) -> Numbers:
    """The drop after the fall in percent of the peak, one for each person who felt the heat."""
    peak = np.max([found.truth(arm, f"second {i:02d}") for i in range(6, FALL + 1)], axis=0)
    low = np.min([found.truth(arm, f"second {i:02d}") for i in range(FALL + 1, 30)], axis=0)
    felt = peak > 0
    return 100 * (peak[felt] - np.maximum(low[felt], 0.0)) / peak[felt]


def _mean(found: Outcomes, arm: str) -> float:
    return float(drops(found, arm).mean())


def _drugs_change_nothing(found: Outcomes) -> bool:
    drugs = (("healthy", ("naloxone", "remifentanil")), ("neuropathic", ("neuropathic, opioid",)))
    return all(
        abs(_mean(found, drug) - _mean(found, usual)) < LARGEST_CHANGE for usual, given in drugs for drug in given
    )


EXPERIMENT = Experiment(
    case="V29",
    family="F10 descending control",
    title="Offset analgesia, patients, drugs",
    sources=("niesters2011", "martucci2012", "grill2002"),
    population=HEALTHY,
    arms=(
        Arm("healthy", HEAT, n=110),
        Arm("naloxone", _under("naloxone"), n=19),
        Arm("remifentanil", _under("remifentanil"), n=19),
        Arm("neuropathic", HEAT, n=10, population=NEUROPATHIC),
        Arm("neuropathic, opioid", _under("remifentanil"), n=10, population=NEUROPATHIC),
    ),
    times={f"second {i:02d}": NOON + i * SECOND for i in range(1, 30)},
    checks=(
        NumberCheck("healthy, %", 97, 95, 99, "SEM 1", lambda found: _mean(found, "healthy")),
        NumberCheck("neuropathic, %", 56, 36, 76, "SEM 9, t9", lambda found: _mean(found, "neuropathic")),
        PatternCheck(
            "naloxone, remifentanil, morphine, ketamine",
            "no change",
            "|change| < 10%",
            _drugs_change_nothing,
            "mean",
        ),
    ),
    pace=Pace(0.1 * SECOND, 0.02),
    resolution=0.1,
)
