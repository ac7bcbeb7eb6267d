"""V38: trials with three arms: nothing, a placebo, the drug; people enter when it hurts.

Whoever is in a blinded trial doubts what they take: both pills promise the same, less than an ordinary medicine does.
They are noticed all day for eight weeks, so that each course is one long dose.
"""

from __future__ import annotations

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure
from unknot.validation.experiment import Arm, Entry, Experiment, NumberCheck, Population, Statistic
from unknot.validation.outcomes import Outcomes

NOON, FIRST, DAYS = 0.5, 1.0, 56
DOUBTFUL = (("cue", 1.0), ("suggestion", 1.0))


def _pills(what: str) -> Exposure:
    return Exposure(what, FIRST, float(DAYS), float(DAYS), DOUBTFUL)


def _standardised_change(arm: str) -> Statistic:
    """Mean change in units of the spread at the start."""

    def statistic(found: Outcomes) -> float:
        return float(found.change(arm, "baseline", "end").mean() / found.at(arm, "baseline").std(ddof=1))

    return statistic


CI = "reported 95% CI"
EXPERIMENT = Experiment(
    case="V38",
    family="F13 diary statistics",
    title="Drift, placebo and active change",
    sources=("krogsboll2009",),
    population=Population(entry=(Entry("baseline", least=4.0),)),
    arms=(Arm("no treatment"), Arm("placebo", (_pills("placebo"),)), Arm("active", (_pills("medication"),))),
    times={"baseline": NOON, "end": DAYS + NOON},
    pace=Pace(finest=1 / 48, longest=0.5),
    checks=(
        NumberCheck("no treatment", -0.24, -0.36, -0.12, CI, _standardised_change("no treatment")),
        NumberCheck("placebo", -0.44, -0.61, -0.28, CI, _standardised_change("placebo")),
        NumberCheck("active", -1.01, -1.16, -0.86, CI, _standardised_change("active")),
    ),
)
