"""V17: arthritis of the knee: weekly hours of massage or light touch and what keeps their gain; how long, how often.

(a) Eight weekly hours, then one every two weeks or none, beside usual care; (b) 30 or 60 minutes, once or twice a week
for four weeks and once a week for four more. The difference at 52 weeks is that between massage and light touch, each
half kept up every two weeks.
"""

from __future__ import annotations

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, Numbers, session
from unknot.units import convert
from unknot.validation.experiment import Arm, Entry, Experiment, NumberCheck, PatternCheck, Population, Statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.scales import western_ontario_arthritis
from unknot.validation.statistics import welch_p

NOON = 0.5
WEEKLY = tuple(range(1, 57, 7))
TWICE_THEN_WEEKLY = tuple(sorted({*WEEKLY, *range(4, 29, 7)}))
EVERY_TWO_WEEKS = tuple(range(64, 364, 14))
REGIMENS = {
    "30x1": (30.0, WEEKLY),
    "30x2": (30.0, TWICE_THEN_WEEKLY),
    "60x1": (60.0, WEEKLY),
    "60x2": (60.0, TWICE_THEN_WEEKLY),
}


def _given(treatment: str, minutes: float, days: tuple[int, ...]) -> tuple[Exposure, ...]:
    return tuple(session(treatment, day + NOON, minutes) for day in days)


def _improved(found: Outcomes, arm: str, time: str) -> Numbers:
    before, after = (western_ontario_arthritis(found.truth(arm, label)) for label in ("baseline", time))
    return before - after


def _difference(treated: str, control: str, time: str) -> Statistic:
    """WOMAC of one arm beside another, by the changes from baseline; negative where the first is better."""

    def statistic(found: Outcomes) -> float:
        return float(_improved(found, control, time).mean() - _improved(found, treated, time).mean())

    return statistic


def _after_a_year(found: Outcomes) -> float:
    kept_up = _difference("massage kept up", "light touch kept up", "52 wk")(found)
    return (kept_up + _difference("massage", "light touch", "52 wk")(found)) / 2


def _improvement(*arms: str) -> Statistic:
    def statistic(found: Outcomes) -> float:
        return float(sum(_improved(found, arm, "8 wk").mean() for arm in arms) / len(arms))

    return statistic


def _none_ahead_of_usual_care(found: Outcomes) -> bool:
    usual = _improved(found, "usual care", "24 wk")
    return all(welch_p(_improved(found, arm, "24 wk"), usual) >= 0.05 for arm in REGIMENS)


CI = "reported 95% CI"
EXPERIMENT = Experiment(
    case="V17",
    family="F6 booster, maintenance, home practice",
    title="Knee OA: weekly then biweekly",
    sources=("perlman2019", "perlman2012"),
    population=Population(
        values={"nociception.usual_drive": 5.0, "nociception.drive_spread": 1.5}, entry=(Entry("baseline", least=4.0),)
    ),
    arms=(
        Arm("massage kept up", _given("massage", 60.0, WEEKLY + EVERY_TWO_WEEKS)),
        Arm("massage", _given("massage", 60.0, WEEKLY)),
        Arm("light touch kept up", _given("simple_touch", 60.0, WEEKLY + EVERY_TWO_WEEKS)),
        Arm("light touch", _given("simple_touch", 60.0, WEEKLY)),
        *(Arm(name, _given("massage", minutes, days), n=25) for name, (minutes, days) in REGIMENS.items()),
        Arm("usual care", n=25),
    ),
    times={"baseline": NOON, "8 wk": 56 + NOON, "24 wk": 168 + NOON, "52 wk": 364 + NOON},
    pace=Pace(finest=convert(2.0, "hour", "day"), longest=0.5),
    checks=(
        NumberCheck(
            "(a) massage - light touch, 8 wk", -8.16, -13.5, -2.81, CI, _difference("massage", "light touch", "8 wk")
        ),
        NumberCheck(
            "(a) massage - usual care, 8 wk", -9.55, -14.66, -4.45, CI, _difference("massage", "usual care", "8 wk")
        ),
        NumberCheck(
            "(a) difference at 52 wk incl. biweekly",
            "not significant",
            -5.3,
            5.3,
            "half-width of the 8-wk CI",
            _after_a_year,
        ),
        NumberCheck(
            "(b) 60-min improvement, 8 wk",
            24.0,
            15.3,
            32.7,
            "reported 95% CI (range over arms)",
            _improvement("60x1", "60x2"),
        ),
        NumberCheck("(b) usual care improvement, 8 wk", 6.3, 0.1, 12.8, CI, _improvement("usual care")),
        PatternCheck(
            "(b) 24 wk vs usual care",
            "no significant difference",
            "pattern: must be the most frequent outcome when the trial is re-run 500 times at the published n",
            _none_ahead_of_usual_care,
        ),
        NumberCheck(
            "(b) 60x2/wk minus 60x1/wk",
            "plateau",
            -6.0,
            6.0,
            "chosen: below the WOMAC change patients notice",
            _difference("60x2", "60x1", "8 wk"),
        ),
    ),
)
