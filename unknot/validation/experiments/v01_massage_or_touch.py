"""V01: six massages against six sessions of simple touch in two weeks, per session and per week."""

from __future__ import annotations

import numpy as np

from unknot.model.exposure import Exposure, session
from unknot.units import convert
from unknot.validation.experiment import Arm, Entry, Experiment, NumberCheck, Population, Statistic
from unknot.validation.outcomes import Outcomes

SESSIONS = (1, 3, 5, 8, 10, 12)
NOON, MINUTES = 0.5, 30.0
END = NOON + convert(MINUTES + 5, "minute", "day")


def _course(intervention: str) -> tuple[Exposure, ...]:
    return tuple(session(intervention, day + NOON, MINUTES) for day in SESSIONS)


def _per_session(arm: str) -> Statistic:
    def statistic(found: Outcomes) -> float:
        return float(np.mean([found.change(arm, f"before {day}", f"after {day}").mean() for day in SESSIONS]))

    return statistic


def _ratio(found: Outcomes) -> float:
    return _per_session("touch")(found) / _per_session("massage")(found)


def _weekly_difference(found: Outcomes) -> float:
    evenings = [f"evening {day}" for day in range(21)]
    return float(np.mean([found.at("massage", label).mean() - found.at("touch", label).mean() for label in evenings]))


EXPERIMENT = Experiment(
    case="V01",
    family="F1 immediate effect and context",
    title="Massage or simple touch, per session and per week",
    sources=("kutner2008",),
    population=Population(values={"nociception.usual_drive": 5.5}, entry=(Entry("baseline", least=4.0),)),
    arms=(
        Arm("massage", _course("massage"), n=188),
        Arm("touch", _course("simple_touch"), n=192),
    ),
    times={
        "baseline": 0.5,
        **{f"before {day}": day + NOON - 0.005 for day in SESSIONS},
        **{f"after {day}": day + END for day in SESSIONS},
        **{f"evening {day}": day + 0.8 for day in range(21)},
    },
    checks=(
        NumberCheck("massage, per-session NRS change", -1.87, -2.07, -1.67, "reported 95% CI", _per_session("massage")),
        NumberCheck(
            "simple touch, per-session NRS change", -0.97, -1.18, -0.76, "reported 95% CI", _per_session("touch")
        ),
        NumberCheck("touch / massage ratio (computed)", 0.52, 0.37, 0.71, "extremes of the two CIs", _ratio),
        NumberCheck(
            "weekly between-arm NRS difference, weeks 1-3",
            "no difference",
            -0.46,
            0.46,
            "n=348 and an assumed SD of 2.2 give a 95% bound of 0.46",
            _weekly_difference,
        ),
    ),
)
