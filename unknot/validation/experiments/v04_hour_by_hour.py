"""V04: a massage of 15 minutes or a talk of 15 minutes, read at once and every hour for four hours.

The published interval of the difference at one hour, 19 mm wide with 50 people a group, says that changes differ by
some 24 mm between people: pain of these patients moves within hours. Assumed: that it begins at one in the afternoon,
so that the course of the day, which brings pain up and down by a tenth, is flat on average.
"""

from __future__ import annotations

from unknot.model.exposure import session
from unknot.units import convert
from unknot.validation.experiment import Arm, Entry, Experiment, NumberCheck, PatternCheck, Population
from unknot.validation.outcomes import Outcomes
from unknot.validation.statistics import paired_p

START, MINUTES = convert(13.0, "hour", "day"), 15.0
END = START + convert(MINUTES + 2, "minute", "day")
HOURS = (0, 1, 2, 3, 4)
SIGNIFICANT = 0.05
ONCE, LATER = ("0 h", "1 h"), ("2 h", "3 h", "4 h")
PATTERN = "pattern: must be the most frequent outcome when the trial is re-run 500 times at the published n"


def _difference_at_an_hour(found: Outcomes) -> float:
    """By how much more pain fell after massage, in millimetres of 100."""
    massage, talk = (found.change(arm, "baseline", "1 h") for arm in ("massage", "talk"))
    return 10 * float(talk.mean() - massage.mean())


def _kept_at_four_hours(found: Outcomes) -> float:
    at_once, later = (found.change("massage", "baseline", hour).mean() for hour in ("0 h", "4 h"))
    return float(later / at_once)


def _lower(found: Outcomes, arm: str, hour: str) -> bool:
    change = found.change(arm, "baseline", hour)
    return bool(change.mean() < 0 and paired_p(change) < SIGNIFICANT)


def _only_for_an_hour(found: Outcomes) -> bool:
    early = all(_lower(found, "massage", hour) for hour in ONCE)
    return early and not any(_lower(found, "massage", hour) for hour in LATER)


def _never(found: Outcomes) -> bool:
    return not any(_lower(found, "talk", hour) for hour in ONCE + LATER)


EXPERIMENT = Experiment(
    case="V04",
    family="F2 decay over hours",
    title="One massage of 15 minutes, hour by hour",
    sources=("seers2008",),
    population=Population(
        values={
            "nociception.usual_drive": 5.5,
            "nociception.fluctuation_sd": 1.9,
            "nociception.fluctuation_time": 0.15,
        },
        entry=(Entry("day before", least=4.0),),
    ),
    arms=(
        Arm("massage", (session("massage", START, MINUTES),), n=50),
        Arm("talk", (session("attention_control", START, MINUTES),), n=51),
    ),
    times={
        "day before": START - 1,
        "baseline": START - convert(5, "minute", "day"),
        **{f"{hour} h": END + convert(hour, "hour", "day") for hour in HOURS},
    },
    checks=(
        NumberCheck(
            "massage minus control, reduction at 1 h, mm",
            "CI only",
            5.47,
            24.7,
            "reported 95% CI",
            _difference_at_an_hour,
        ),
        PatternCheck(
            "massage vs own baseline", "significant at 0 and 1 h, not at 2, 3, 4 h", PATTERN, _only_for_an_hour
        ),
        PatternCheck("control vs own baseline", "never significant", PATTERN, _never),
        NumberCheck(
            "relief at 4 h as share of relief at 0 h (derived)",
            "not significant at 2-4 h",
            -0.2,
            0.5,
            "chosen: more than half must be gone for the published pattern to be likely at n=50",
            _kept_at_four_hours,
        ),
    ),
    start=-1.0,
    resolution=0.1,
)
