"""V14: ten hours of massage within twelve weeks in primary care, then twelve weeks without.

The SF-36 asks about four weeks, so that its summaries follow the mean of four weekly readings. Assumed, as the
thresholds of the paper are not at hand: 10 points of the Oswestry scale and 3 of a summary count as better. There was
no control group, and nobody drops out here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Numbers, session
from unknot.validation.experiment import INTENSITY, Arm, Entry, Experiment, NumberCheck, Population, Statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.scales import mental_component, oswestry_disability, physical_component
from unknot.validation.statistics import Answers, fell_by

NOON, SESSIONS, APART = 0.5, 10, 8
MOOD = "affect.mood"
WEEKS, RECALLED = (0, 12, 24), (3, 2, 1, 0)
BETTER_DISABILITY, BETTER_SUMMARY = 10.0, 3.0


def _recalled(found: Outcomes, week: int, readout: str) -> Numbers:
    """The mean of the four weeks that a questionnaire asks about."""
    return np.mean([found.truth("massage", f"week {week - back}", readout) for back in RECALLED], axis=0)


def _disability(found: Outcomes, week: int) -> Numbers:
    return oswestry_disability(found.truth("massage", f"week {week}"))


def _less_disabled(found: Outcomes, week: int) -> Answers:
    return fell_by(_disability(found, 0), _disability(found, week), BETTER_DISABILITY)


def _still_better(found: Outcomes) -> float:
    return 100 * float(_less_disabled(found, 24)[_less_disabled(found, 12)].mean())


def _improved(scale: Callable[[Numbers], Numbers], readout: str, week: int) -> Statistic:
    def statistic(found: Outcomes) -> float:
        before, after = (scale(_recalled(found, when, readout)) for when in (0, week))
        return 100 * float((after - before >= BETTER_SUMMARY).mean())

    return statistic


EXPERIMENT = Experiment(
    case="V14",
    family="F5 decay over weeks to months",
    title="Ten massages in practice, twelve weeks of silence",
    sources=("elder2017",),
    population=Population(values={"nociception.usual_drive": 5.5}, entry=(Entry("week -1", least=3.0),)),
    arms=(Arm("massage", tuple(session("massage", 3 + APART * one + NOON, 60.0) for one in range(SESSIONS)), n=104),),
    times={f"week {week - back}": 7.0 * (week - back) + NOON for week in WEEKS for back in RECALLED},
    checks=(
        NumberCheck(
            "ODI responders still responders at 24 wk, %",
            75,
            59,
            87,
            "exact binomial with an assumed 40 responders",
            _still_better,
        ),
        NumberCheck(
            "PCS improved 12 wk, %", 55.4, 44.1, 66.3, "exact 46/83", _improved(physical_component, INTENSITY, 12)
        ),
        NumberCheck(
            "PCS improved 24 wk, %", 46.1, 34.5, 57.9, "exact 35/76", _improved(physical_component, INTENSITY, 24)
        ),
        NumberCheck("MCS improved 12 wk, %", 43.4, 32.5, 54.7, "exact 36/83", _improved(mental_component, MOOD, 12)),
        NumberCheck("MCS improved 24 wk, %", 30.3, 20.2, 41.9, "exact 23/76", _improved(mental_component, MOOD, 24)),
    ),
    readouts=(INTENSITY, MOOD),
    start=-22.0,
    pace=Pace(finest=1 / 144, longest=0.5),
)
