"""V12: two short courses whose gain was gone some weeks later.

(a) Eight weekly hours against standard care, read at the end and four weeks later, ten people a group. (b) Half an hour
once or twice a week for five weeks against relaxation tapes, read at the end and three months later.
"""

from __future__ import annotations

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, session
from unknot.validation.experiment import (
    INTENSITY,
    UNPLEASANTNESS,
    Arm,
    Entry,
    Experiment,
    NumberCheck,
    PatternCheck,
    Population,
)
from unknot.validation.outcomes import Outcomes
from unknot.validation.statistics import paired_p, welch_p

NOON, SIGNIFICANT = 0.5, 0.05
PATTERN = "pattern: must be the most frequent outcome when the trial is re-run 500 times at the published n"


def _hours() -> tuple[Exposure, ...]:
    return tuple(session("massage", 3 + 7 * week + NOON, 60.0) for week in range(8))


def _half_hours() -> tuple[Exposure, ...]:
    """Twice a week and once a week in turn."""
    days = [7 * week + day for week in range(5) for day in ((1, 4) if week % 2 == 0 else (2,))]
    return tuple(session("massage", day + NOON, 30.0) for day in days)


def _tapes() -> tuple[Exposure, ...]:
    return tuple(session("relaxation", 7 * week + day + NOON, 20.0) for week in range(5) for day in (1, 4))


def _gain_at_the_end(found: Outcomes) -> float:
    massage, care = (
        found.change(arm, "baseline", "8 weeks", UNPLEASANTNESS).mean() for arm in ("hours", "standard care")
    )
    return float(care - massage)


def _gone_at_twelve_weeks(found: Outcomes) -> bool:
    massage, care = (found.change(arm, "baseline", "12 weeks", UNPLEASANTNESS) for arm in ("hours", "standard care"))
    return welch_p(massage, care) >= SIGNIFICANT


def _left_after_three_months(found: Outcomes) -> float:
    end, later = (found.change("half hours", "baseline", label).mean() for label in ("5 weeks", "18 weeks"))
    return float(later / end)


def _tapes_do_nothing(found: Outcomes) -> bool:
    return all(paired_p(found.change("tapes", "baseline", label)) >= SIGNIFICANT for label in ("5 weeks", "18 weeks"))


EXPERIMENT = Experiment(
    case="V12",
    family="F5 decay over weeks to months",
    title="Short courses that left nothing",
    sources=("plewsogan2005", "hasson2004"),
    population=Population(values={"nociception.usual_drive": 5.5}, entry=(Entry("week before", least=2.0),)),
    arms=(
        Arm("hours", _hours(), n=10),
        Arm("standard care", n=10),
        Arm("half hours", _half_hours(), n=65),
        Arm("tapes", _tapes(), n=64),
    ),
    times={
        "week before": NOON - 7,
        "baseline": NOON,
        "5 weeks": 5 * 7 + NOON,
        "8 weeks": 8 * 7 + NOON,
        "12 weeks": 12 * 7 + NOON,
        "18 weeks": 18 * 7 + NOON,
    },
    checks=(
        NumberCheck(
            "(a) massage minus standard care at 8 wk (computed)",
            2.77,
            0.6,
            4.9,
            "2.9 - 0.13; assumed SD 2.5, n=10 per arm",
            _gain_at_the_end,
        ),
        PatternCheck("(a) at 12 wk", "no longer significant", PATTERN, _gone_at_twelve_weeks),
        NumberCheck(
            "(b) share of gain left 3 months after",
            0.0,
            -0.2,
            0.25,
            '"back to initial levels"; width chosen',
            _left_after_three_months,
        ),
        PatternCheck("(b) tape only", "no significant change", PATTERN, _tapes_do_nothing),
    ),
    readouts=(INTENSITY, UNPLEASANTNESS),
    start=-8.0,
    pace=Pace(finest=1 / 144, longest=0.5),
)
