"""V02: active or sham current with a cool or a warm therapist, pain and pressure threshold right after one session.

Nothing but the current differs between active and sham, and nothing but the therapist between limited and enhanced.
The pressure threshold is published in kilograms; a tender back before treatment is taken as 5 kg (assumed, as no
baseline is at hand).
"""

from __future__ import annotations

import numpy as np

from unknot.model.exposure import Exposure, session
from unknot.units import convert
from unknot.validation.experiment import (
    INTENSITY,
    THRESHOLD,
    Arm,
    Entry,
    Experiment,
    NumberCheck,
    Population,
    Statistic,
)
from unknot.validation.outcomes import Outcomes

NOON, MINUTES = 0.5, 30.0
BEFORE, AFTER = NOON - convert(5, "minute", "day"), NOON + convert(MINUTES + 1, "minute", "day")
TENDER_BACK = 5.0
"""Pressure threshold of a painful lower back [kg]."""

LIMITED, ENHANCED = 0.0, 1.0


def _visit(intervention: str, warmth: float) -> tuple[Exposure, ...]:
    return (session(intervention, NOON, MINUTES, warmth=warmth),)


def _fell(arm: str) -> Statistic:
    """Mean fall of pain in millimetres of 100."""
    return lambda found: -10 * float(found.change(arm, "before", "after").mean())


def _threshold_rose(arm: str) -> Statistic:
    return lambda found: TENDER_BACK * float(found.change(arm, "before", "after", THRESHOLD).mean())


def _mean_fall(found: Outcomes, *arms: str) -> float:
    return float(np.mean([_fell(arm)(found) for arm in arms]))


def _alliance(found: Outcomes) -> float:
    return _mean_fall(found, "active, enhanced", "sham, enhanced") - _mean_fall(
        found, "active, limited", "sham, limited"
    )


def _specific(found: Outcomes) -> float:
    return _mean_fall(found, "active, limited", "active, enhanced") - _mean_fall(
        found, "sham, limited", "sham, enhanced"
    )


CI, COMPUTED = "reported 95% CI", "propagated from the four CIs"

EXPERIMENT = Experiment(
    case="V02",
    family="F1 immediate effect and context",
    title="Specific dose and therapeutic alliance in one session",
    sources=("fuentes2014",),
    population=Population(
        values={"nociception.usual_drive": 5.5, "nociception.drive_spread": 1.5},
        entry=(Entry("morning", least=3.0),),
    ),
    arms=(
        Arm("active, limited", _visit("tens", LIMITED), n=30),
        Arm("sham, limited", _visit("sham_device", LIMITED), n=29),
        Arm("active, enhanced", _visit("tens", ENHANCED), n=29),
        Arm("sham, enhanced", _visit("sham_device", ENHANCED), n=29),
    ),
    times={"morning": NOON - 0.25, "before": BEFORE, "after": AFTER},
    checks=(
        NumberCheck("active+limited, mm", 18.3, 14.3, 20.3, CI, _fell("active, limited")),
        NumberCheck("sham+limited, mm", 10.3, 6.6, 12.7, CI, _fell("sham, limited")),
        NumberCheck("active+enhanced, mm", 31.4, 27.2, 33.3, CI, _fell("active, enhanced")),
        NumberCheck("sham+enhanced, mm", 22.2, 18.9, 25.0, CI, _fell("sham, enhanced")),
        NumberCheck("alliance main effect, mm (computed)", 12.5, 9.5, 15.5, COMPUTED, _alliance),
        NumberCheck("specific main effect, mm (computed)", 8.6, 5.6, 11.6, COMPUTED, _specific),
        NumberCheck("PPT rise active+enhanced, kg", 2.0, 1.6, 2.5, CI, _threshold_rose("active, enhanced")),
        NumberCheck("PPT rise sham+limited, kg", 0.3, 0.2, 0.8, CI, _threshold_rose("sham, limited")),
    ),
    readouts=(INTENSITY, THRESHOLD),
    resolution=0.1,
)
