"""V34: pressure and electrical pain thresholds two hours after endotoxin or nothing.

Current reaches the nerve whatever the state of the tissue, so that its threshold is that of the nervous system.
Pressure meets a spot that an earlier test has left tender as well.
"""

from __future__ import annotations

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure, session
from unknot.units import convert
from unknot.validation.experiment import THRESHOLD, Arm, Experiment, NumberCheck, Statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY

TOUGHNESS = "tissue.toughness"
TEN = 2 + convert(10.0, "hour", "day")
INJECTED = TEN + convert(10.0, "minute", "day")
TWO_HOURS_LATER = INJECTED + convert(2.0, "hour", "day")
TEST_MINUTES = 1.0


def _tests() -> tuple[Exposure, ...]:
    begins = (TEN, TWO_HOURS_LATER)
    return tuple(session("pressure_test", begin, TEST_MINUTES) for begin in begins)


def _electrical(found: Outcomes, arm: str, time: str) -> float:
    return float(found.at(arm, time, THRESHOLD).mean())


def _pressure(found: Outcomes, arm: str, time: str) -> float:
    return float((found.at(arm, time, THRESHOLD) * found.at(arm, time, TOUGHNESS)).mean())


def _electrical_change(arm: str) -> Statistic:
    return lambda found: 100 * (_electrical(found, arm, "2 h") / _electrical(found, arm, "before") - 1)


def _pressure_change(arm: str) -> Statistic:
    return lambda found: 100 * (_pressure(found, arm, "2 h") / _pressure(found, arm, "before") - 1)


READ_AS = "+/-{} read as SE"
EXPERIMENT = Experiment(
    case="V34",
    family="F12 state modulators",
    title="Inflammation at 2 h",
    sources=("degoeij2013",),
    population=HEALTHY,
    arms=(
        Arm("endotoxin", (*_tests(), session("endotoxin", INJECTED, 240.0)), n=27),
        Arm("nothing", _tests(), n=20),
    ),
    # A threshold is found while the spot is being pressed; it is read as the pressing begins.
    times={"before": TEN, "2 h": TWO_HOURS_LATER},
    readouts=(THRESHOLD, TOUGHNESS),
    pace=Pace(finest=convert(10.0, "second", "day"), longest=convert(1.0, "hour", "day")),
    checks=(
        NumberCheck("PPT, LPS", -20.0, -28.0, -12.0, READ_AS.format(4), _pressure_change("endotoxin")),
        NumberCheck("PPT, control", -7.0, -13.0, -1.0, READ_AS.format(3), _pressure_change("nothing")),
        NumberCheck("electrical, LPS", -13.0, -19.0, -7.0, READ_AS.format(3), _electrical_change("endotoxin")),
        NumberCheck("electrical, control", 0.0, -5.0, 5.0, "chosen", _electrical_change("nothing")),
    ),
)
