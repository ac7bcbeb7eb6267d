"""V20: eight weekly groups of mindfulness-based stress reduction with practice at home, or usual care.

54 % came to six groups or more, so that everyone here comes to five of eight and practises 20 minutes a day at home
during the course. How much people practised afterwards is not in the sources; ten minutes a day is assumed. Practice at
home is given as its average over the day, which adds up to the same skill.
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers, session
from unknot.units import convert
from unknot.validation.experiment import UNPLEASANTNESS, Arm, Entry, Experiment, NumberCheck, Population, Statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.scales import roland_disability
from unknot.validation.statistics import fell_by_share

NOON, EVENING = 0.5, convert(18.0, "hour", "day")
GROUPS = (1, 8, 22, 36, 50)
COURSE_ENDS, YEAR = 57, 365


def _group(day: int) -> Exposure:
    """Two hours with a teacher, half of them meditation and a quarter about what pain means."""
    return session(
        "mindfulness", day + EVENING, 120.0, mindfulness=0.5, reappraisal=0.25, warmth=0.5, cue=1.0, suggestion=2.0
    )


def _home_practice(start: float, end: float, daily_minutes: float) -> Exposure:
    level = convert(daily_minutes, "minute", "day")
    amount = (end - start) * session("mindfulness", start, daily_minutes).amount
    return Exposure("mindfulness", start, end - start, amount, (("mindfulness", level), ("comfort", 0.0)))


PROGRAMME = (
    *(_group(day) for day in GROUPS),
    _home_practice(2.0, COURSE_ENDS, 20.0),
    _home_practice(COURSE_ENDS, YEAR, 10.0),
)


def _bothered(found: Outcomes, arm: str, time: str) -> Numbers:
    return found.at(arm, time, UNPLEASANTNESS)


def _less_bothered(arm: str, time: str) -> Statistic:
    return lambda found: float((_bothered(found, arm, time) - _bothered(found, arm, "baseline")).mean())


def _less_disabled(arm: str) -> Statistic:
    def statistic(found: Outcomes) -> float:
        before, after = (roland_disability(found.truth(arm, t, UNPLEASANTNESS)) for t in ("baseline", "26 wk"))
        return float((after - before).mean())

    return statistic


def _responders(arm: str) -> Statistic:
    def statistic(found: Outcomes) -> float:
        better = fell_by_share(_bothered(found, arm, "baseline"), _bothered(found, arm, "26 wk"), 0.3)
        return 100 * float(np.mean(better))

    return statistic


CI = "reported 95% CI"
MBSR, USUAL = "MBSR", "usual care"
EXPERIMENT = Experiment(
    case="V20",
    family="F7 learning and re-appraisal",
    title="MBSR grows after the course",
    sources=("cherkin2016",),
    population=Population(
        values={"nociception.usual_drive": 5.5, "nociception.drive_spread": 1.5},
        entry=(Entry("baseline", UNPLEASANTNESS, least=4.0),),
    ),
    arms=(Arm(MBSR, PROGRAMME, n=116), Arm(USUAL, n=113)),
    times={"baseline": NOON, "26 wk": 182 + NOON, "52 wk": 364 + NOON},
    readouts=(UNPLEASANTNESS,),
    pace=Pace(finest=convert(2.0, "hour", "day"), longest=0.5),
    checks=(
        NumberCheck("MBSR bothersomeness 26 wk", -1.48, -1.86, -1.11, CI, _less_bothered(MBSR, "26 wk")),
        NumberCheck("UC bothersomeness 26 wk", -0.84, -1.21, -0.46, CI, _less_bothered(USUAL, "26 wk")),
        NumberCheck("MBSR bothersomeness 52 wk", -1.95, -2.32, -1.59, CI, _less_bothered(MBSR, "52 wk")),
        NumberCheck("UC bothersomeness 52 wk", -1.1, -1.48, -0.71, CI, _less_bothered(USUAL, "52 wk")),
        NumberCheck("MBSR RDQ 26 wk", -4.33, -5.16, -3.51, CI, _less_disabled(MBSR)),
        NumberCheck("UC RDQ 26 wk", -2.96, -3.79, -2.14, CI, _less_disabled(USUAL)),
        NumberCheck("MBSR pain responders 26 wk, %", 43.6, 35.6, 53.3, CI, _responders(MBSR)),
        NumberCheck("UC pain responders 26 wk, %", 26.6, 19.8, 35.9, CI, _responders(USUAL)),
    ),
)
