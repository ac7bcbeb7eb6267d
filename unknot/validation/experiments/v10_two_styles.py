"""V10: ten weekly hours of relaxing or of structural massage for back pain, or usual care, followed for a year.

Bothersomeness is read as how bad pain feels; disability follows it by a map of baseline rows.
"""

from __future__ import annotations

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, session
from unknot.validation.experiment import (
    UNPLEASANTNESS,
    Arm,
    Entry,
    Experiment,
    NumberCheck,
    Population,
    Statistic,
)
from unknot.validation.outcomes import Outcomes
from unknot.validation.scales import roland_disability
from unknot.validation.statistics import adjusted_difference

SESSIONS, NOON = 10, 0.5
WEEKS = (10, 26, 52)


def _course(**levels: float) -> tuple[Exposure, ...]:
    return tuple(session("massage", 3 + 7 * week + NOON, 60.0, **levels) for week in range(SESSIONS))


def _bothersomeness(found: Outcomes, arm: str, other: str, week: int) -> float:
    before, after = (
        [found.at(one, label, UNPLEASANTNESS) for one in (arm, other)] for label in ("baseline", f"week {week}")
    )
    return adjusted_difference(before, after)


def _disability(found: Outcomes, arm: str, other: str, week: int) -> float:
    before, after = (
        [roland_disability(found.truth(one, label, UNPLEASANTNESS)) for one in (arm, other)]
        for label in ("baseline", f"week {week}")
    )
    return adjusted_difference(before, after)


def _disability_of(arm: str, other: str, week: int) -> Statistic:
    return lambda found: _disability(found, arm, other, week)


def _bothersomeness_of(arm: str, week: int) -> Statistic:
    return lambda found: _bothersomeness(found, arm, "usual care", week)


def _mean_after_a_year(found: Outcomes) -> float:
    """Average of the two styles against usual care."""
    return sum(_bothersomeness(found, arm, "usual care", 52) for arm in ("relaxation", "structural")) / 2


CI = "reported 95% CI"

EXPERIMENT = Experiment(
    case="V10",
    family="F4 course effect and dose",
    title="Ten weekly massages, relaxing or structural",
    sources=("cherkin2011",),
    population=Population(
        values={"nociception.usual_drive": 5.5, "nociception.drive_spread": 1.7},
        entry=(Entry("screening", UNPLEASANTNESS, least=3.0),),
    ),
    arms=(
        Arm("relaxation", _course(), n=136),
        Arm("structural", _course(kneading=1.5, stroking_velocity=0.0, comfort=2.0), n=132),
        Arm("usual care", n=133),
    ),
    times={"screening": NOON - 7, "baseline": NOON, **{f"week {week}": 7.0 * week + NOON for week in WEEKS}},
    checks=(
        NumberCheck("RDQ relaxation, 10 wk", -2.9, -4.0, -1.8, CI, _disability_of("relaxation", "usual care", 10)),
        NumberCheck("RDQ structural, 10 wk", -2.5, -3.5, -1.4, CI, _disability_of("structural", "usual care", 10)),
        NumberCheck("bothersomeness relaxation, 10 wk", -1.7, -2.2, -1.2, CI, _bothersomeness_of("relaxation", 10)),
        NumberCheck("bothersomeness structural, 10 wk", -1.4, -1.9, -0.8, CI, _bothersomeness_of("structural", 10)),
        NumberCheck(
            "structural minus relaxation, RDQ 10 wk",
            "similar",
            -1.1,
            1.1,
            "half-width of the CI",
            _disability_of("structural", "relaxation", 10),
        ),
        NumberCheck(
            "bothersomeness vs usual care, 52 wk",
            "no persisting benefit",
            -0.5,
            0.5,
            "half-width of the 10-wk CI",
            _mean_after_a_year,
        ),
        NumberCheck(
            "RDQ relaxation, 52 wk",
            "persisted but small",
            -2.0,
            0.0,
            "below the 2-point threshold",
            _disability_of("relaxation", "usual care", 52),
        ),
    ),
    readouts=(UNPLEASANTNESS,),
    start=-8.0,
    pace=Pace(finest=1 / 144, longest=0.5),
)
