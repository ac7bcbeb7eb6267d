"""V13: massage, exercise, both, or advice for neck pain, six sessions in six weeks, followed for a year.

Pain of these people was falling by itself: it fell over the year in 73 % of them (picoespinosa2019). Assumed: how much
and how fast, and a home programme three times a week beside supervised exercise.
"""

from __future__ import annotations

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, session
from unknot.validation.experiment import Arm, Entry, Experiment, NumberCheck, Population, Statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.statistics import Answers, fell_by, risk_ratio

NOON, WEEKS = 0.5, 6
READ = (7, 12, 26, 52)
IMPORTANT = 2.0
"""Fall of pain that counts as important [nrs]."""


def _massages(day: int) -> tuple[Exposure, ...]:
    return tuple(session("massage", 7 * week + day + NOON, 60.0) for week in range(WEEKS))


def _exercise(day: int) -> tuple[Exposure, ...]:
    """A supervised hour a week, and practice at home on other days."""
    supervised = [session("exercise", 7 * week + day + NOON, 60.0, warmth=0.5, suggestion=2.0) for week in range(WEEKS)]
    home = [session("exercise", 7 * week + other + NOON, 20.0) for week in range(WEEKS) for other in (1, 3, 6)]
    return (*supervised, *home)


def _advice() -> tuple[Exposure, ...]:
    return (session("attention_control", 2 + NOON, 60.0, suggestion=1.0, cue=1.0),)


def _better(found: Outcomes, arm: str, week: int) -> Answers:
    return fell_by(found.at(arm, "baseline"), found.at(arm, f"week {week}"), IMPORTANT)


def _ratio(arm: str, week: int) -> Statistic:
    return lambda found: risk_ratio(_better(found, arm, week), _better(found, "advice", week))


def _furthest_after_a_year(found: Outcomes) -> float:
    """The ratio that is furthest from 1 of the three arms."""
    ratios = [_ratio(arm, 52)(found) for arm in ("massage", "exercise", "combined")]
    return max(ratios, key=lambda ratio: max(ratio, 1 / ratio) if ratio > 0 else float("inf"))


CI = "reported 95% CI"

EXPERIMENT = Experiment(
    case="V13",
    family="F5 decay over weeks to months",
    title="Deep massage, exercise or advice, one year",
    sources=("skillgate2020", "picoespinosa2019"),
    population=Population(
        values={
            "nociception.usual_drive": 4.0,
            "nociception.drive_spread": 1.8,
            "nociception.usual_improvement": 2.0,
            "nociception.improvement_spread": 1.3,
            "nociception.improvement_half_time": 45.0,
        },
        entry=(Entry("screening", least=2.0),),
    ),
    arms=(
        Arm("massage", _massages(2), n=145),
        Arm("exercise", _exercise(2), n=160),
        Arm("combined", (*_exercise(2), *_massages(4)), n=169),
        Arm("advice", _advice(), n=147),
    ),
    times={"screening": NOON - 7, "baseline": NOON, **{f"week {week}": 7.0 * week + NOON for week in READ}},
    checks=(
        NumberCheck("massage 7 wk", 1.36, 1.04, 1.77, CI, _ratio("massage", 7)),
        NumberCheck("massage 26 wk", 1.23, 0.97, 1.56, CI, _ratio("massage", 26)),
        NumberCheck("combined 12 wk", 1.28, 1.02, 1.6, CI, _ratio("combined", 12)),
        NumberCheck("exercise 26 wk", 1.31, 1.04, 1.65, CI, _ratio("exercise", 26)),
        NumberCheck(
            "any arm 52 wk",
            "no difference",
            0.8,
            1.25,
            "chosen round 1 with the 26-wk width",
            _furthest_after_a_year,
        ),
    ),
    start=-8.0,
    pace=Pace(finest=1 / 144, longest=0.5),
)
