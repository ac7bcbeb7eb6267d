"""V09: massage for neck pain, 30 or 60 minutes, one to three times a week for four weeks, read a week after the last.

The order of the responder shares is looked at in the large trial: in single trials of 38 people a group, neighbouring
shares cannot keep their order.
"""

from __future__ import annotations

from itertools import pairwise

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, session
from unknot.validation.experiment import (
    Arm,
    Entry,
    Experiment,
    NumberCheck,
    PatternCheck,
    Population,
    Statistic,
)
from unknot.validation.outcomes import Outcomes
from unknot.validation.scales import neck_disability
from unknot.validation.statistics import Answers, fell_by, fell_by_share, risk_ratio, risk_ratio_p

NOON, WEEKS = 0.5, 4
WEEKDAYS = {1: (2,), 2: (1, 4), 3: (1, 3, 5)}
READ = 7 * (WEEKS + 1) + NOON
MEANINGFUL_SHARE, MEANINGFUL_POINTS = 0.3, 5.0
SIGNIFICANT = 0.05


def _course(minutes: float, each_week: int) -> tuple[Exposure, ...]:
    days = (7 * week + day for week in range(WEEKS) for day in WEEKDAYS[each_week])
    return tuple(session("massage", day + NOON, minutes) for day in days)


def _less_pain(found: Outcomes, arm: str) -> Answers:
    return fell_by_share(found.at(arm, "baseline"), found.at(arm, "5 weeks"), MEANINGFUL_SHARE)


def _less_disabled(found: Outcomes, arm: str) -> Answers:
    before, after = (neck_disability(found.truth(arm, label)) for label in ("baseline", "5 weeks"))
    return fell_by(before, after, MEANINGFUL_POINTS)


def _pain_ratio(arm: str) -> Statistic:
    return lambda found: risk_ratio(_less_pain(found, arm), _less_pain(found, "waiting list"))


def _disability_ratio(arm: str) -> Statistic:
    return lambda found: risk_ratio(_less_disabled(found, arm), _less_disabled(found, "waiting list"))


def _short_sessions_do_nothing(found: Outcomes) -> bool:
    return all(
        risk_ratio_p(better(found, arm), better(found, "waiting list")) >= SIGNIFICANT
        for arm in ("30 x 2", "30 x 3")
        for better in (_less_pain, _less_disabled)
    )


def _ordered(found: Outcomes) -> bool:
    share = {arm.name: float(_less_pain(found, arm.name).mean()) for arm in EXPERIMENT.arms}
    shorts = [share["30 x 2"], share["30 x 3"]]
    longs = [share["60 x 1"], share["60 x 2"], share["60 x 3"]]
    rising = all(fewer <= more for fewer, more in pairwise(longs))
    return share["waiting list"] < min(shorts) and max(shorts) < longs[0] and rising


EXPERIMENT = Experiment(
    case="V09",
    family="F4 course effect and dose",
    title="Half an hour or an hour, one to three times a week",
    sources=("sherman2014", "cook2015"),
    population=Population(
        values={"nociception.usual_drive": 5.3, "nociception.drive_spread": 1.3},
        entry=(Entry("screening", least=4.0),),
    ),
    arms=(
        Arm("waiting list", n=38),
        Arm("30 x 2", _course(30, 2), n=38),
        Arm("30 x 3", _course(30, 3), n=38),
        Arm("60 x 1", _course(60, 1), n=38),
        Arm("60 x 2", _course(60, 2), n=38),
        Arm("60 x 3", _course(60, 3), n=38),
    ),
    times={"screening": NOON - 7, "baseline": NOON, "5 weeks": READ},
    checks=(
        NumberCheck("60x3 pain RR", 2.73, 1.5, 4.97, "CI computed from p=.001", _pain_ratio("60 x 3")),
        NumberCheck("60x2 pain RR", 2.3, 1.26, 4.21, "CI computed from p=.007", _pain_ratio("60 x 2")),
        NumberCheck("60x3 NDI RR", 4.98, 1.62, 15.3, "CI computed from p=.005", _disability_ratio("60 x 3")),
        NumberCheck("60x2 NDI RR", 3.41, 1.06, 11.0, "CI computed from p=.04", _disability_ratio("60 x 2")),
        PatternCheck(
            "30-min arms vs wait list",
            "not significant",
            "pattern: must be the most frequent outcome when the trial is re-run 500 times at the published n",
            _short_sessions_do_nothing,
        ),
        PatternCheck(
            "order of responder share",
            "wait list < 30 min < 60x1 <= 60x2 <= 60x3",
            "direction",
            _ordered,
            kind="mean",
        ),
    ),
    start=-8.0,
    pace=Pace(finest=1 / 144, longest=0.5),
)
