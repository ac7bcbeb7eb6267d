"""V16: people of a trial of massage doses for neck pain, drawn again for six weekly boosters or none."""

from __future__ import annotations

from itertools import product
from typing import Literal, TypeAlias

import numpy as np
from scipy.special import chdtrc

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers, session
from unknot.units import convert
from unknot.validation.experiment import Arm, Entry, Experiment, NumberCheck, PatternCheck, Population, Statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.scales import neck_disability
from unknot.validation.statistics import Answers, fell_by, fell_by_share, risk_ratio

Outcome: TypeAlias = Literal["pain", "NDI"]

NOON = 0.5
FIRST_WEEKS = 4
DAYS_OF_WEEK = {1: (1,), 2: (1, 4), 3: (1, 3, 5)}
# Minutes, sessions a week, and how many of each went on with and without boosters.
DOSES = {
    "30x2": (30.0, 2, 18, 18),
    "30x3": (30.0, 3, 17, 16),
    "60x1": (60.0, 1, 18, 18),
    "60x2": (60.0, 2, 18, 18),
    "60x3": (60.0, 3, 19, 19),
}
BOOSTED = ("booster", "none")
TIMES = {"baseline": NOON, "12 wk": 84 + NOON, "26 wk": 182 + NOON}


def _first_course(minutes: float, weekly: int) -> tuple[Exposure, ...]:
    days = (7 * week + day for week in range(FIRST_WEEKS) for day in DAYS_OF_WEEK[weekly])
    return tuple(session("massage", day + NOON, minutes) for day in days)


BOOSTERS = tuple(session("massage", 36 + 7 * week + NOON, 60.0) for week in range(6))


def _arm(dose: str, boosted: str) -> Arm:
    minutes, weekly, with_boosters, without = DOSES[dose]
    given = _first_course(minutes, weekly) + (BOOSTERS if boosted == "booster" else ())
    return Arm(f"{dose} {boosted}", given, n=with_boosters if boosted == "booster" else without)


def _better(found: Outcomes, arms: tuple[str, ...], time: str, outcome: Outcome) -> Answers:
    """Who improved by 30 % of their pain, or by 5 points of neck disability."""

    def over_arms(label: str) -> Numbers:
        read = found.at if outcome == "pain" else found.truth
        return np.concatenate([read(arm, label) for arm in arms])

    before, after = over_arms("baseline"), over_arms(time)
    if outcome == "pain":
        return fell_by_share(before, after, 0.3)
    return fell_by(neck_disability(before), neck_disability(after), 5.0)


def _arms(boosted: str, length: str = "") -> tuple[str, ...]:
    return tuple(f"{dose} {boosted}" for dose in DOSES if dose.startswith(length))


def _ratio(time: str, outcome: Outcome) -> Statistic:
    def statistic(found: Outcomes) -> float:
        return risk_ratio(_better(found, _arms("booster"), time, outcome), _better(found, _arms("none"), time, outcome))

    return statistic


def _same_shares_p(groups: list[Answers]) -> float:
    """Pearson's chi-square of equal shares in several groups."""
    share = float(np.concatenate(groups).mean())
    if share in (0.0, 1.0):
        return 1.0
    off = sum(group.size * (float(group.mean()) - share) ** 2 for group in groups) / (share * (1 - share))
    return float(chdtrc(len(groups) - 1, off))


def _doses_alike(found: Outcomes) -> bool:
    by_dose = [tuple(f"{dose} {boosted}" for boosted in BOOSTED) for dose in DOSES]
    outcomes: tuple[Outcome, ...] = ("pain", "NDI")
    return all(
        _same_shares_p([_better(found, arms, time, outcome) for arms in by_dose]) >= 0.05
        for time, outcome in product(("12 wk", "26 wk"), outcomes)
    )


def _helps_after_long_sessions(found: Outcomes) -> bool:
    def gain(length: str) -> float:
        shares = [_better(found, _arms(boosted, length), "12 wk", "NDI").mean() for boosted in BOOSTED]
        return float(shares[0] - shares[1])

    return gain("60") > gain("30")


CI = "reported 95% CI"
EXPERIMENT = Experiment(
    case="V16",
    family="F6 booster, maintenance, home practice",
    title="Six weekly boosters",
    sources=("cook2015",),
    population=Population(
        values={"nociception.usual_drive": 5.3, "nociception.drive_spread": 1.4}, entry=(Entry("baseline", least=3.0),)
    ),
    arms=tuple(_arm(dose, boosted) for dose in DOSES for boosted in BOOSTED),
    times=TIMES,
    pace=Pace(finest=convert(2.0, "hour", "day"), longest=0.5),
    checks=(
        NumberCheck("NDI 12 wk", 1.56, 1.08, 2.25, CI, _ratio("12 wk", "NDI")),
        NumberCheck("pain 12 wk", 1.25, 0.98, 1.61, CI, _ratio("12 wk", "pain")),
        NumberCheck("NDI 26 wk", 1.22, 0.85, 1.74, CI, _ratio("26 wk", "NDI")),
        NumberCheck("pain 26 wk", 1.09, 0.82, 1.43, CI, _ratio("26 wk", "pain")),
        PatternCheck(
            "primary dose arms at 12 and 26 wk",
            "no difference",
            "pattern: must be the most frequent outcome when the trial is re-run 500 times at the published n",
            _doses_alike,
        ),
        PatternCheck(
            "booster helps only after 60-min primary sessions",
            "yes",
            "direction of subgroup means",
            _helps_after_long_sessions,
            kind="mean",
        ),
    ),
)
