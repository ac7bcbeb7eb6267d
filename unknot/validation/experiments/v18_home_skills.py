"""V18: 56 daily home sessions that teach skills in goggles, or flat films of nature in the same goggles."""

from __future__ import annotations

from unknot.model.cohort import Pace
from unknot.model.exposure import session
from unknot.units import convert
from unknot.validation.experiment import INTENSITY, UNPLEASANTNESS, Arm, Entry, Experiment, NumberCheck, Population
from unknot.validation.outcomes import Outcomes
from unknot.validation.scales import brief_pain_interference

DAYS, MINUTES, EVENING, NOON = 56, 7.0, convert(19.0, "hour", "day"), 0.5
SKILLS, SHAM = "home_skills", "sham_vr"


def _eased(found: Outcomes, arm: str, time: str) -> float:
    """Mean reduction of pain."""
    return -float(found.change(arm, "baseline", time).mean())


def _less_hindered(found: Outcomes, arm: str) -> float:
    """Mean reduction of interference, which follows how bad pain feels rather than how strong it is."""
    before, after = (brief_pain_interference(found.truth(arm, t, UNPLEASANTNESS)) for t in ("baseline", "day 56"))
    return float((before - after).mean())


EXPERIMENT = Experiment(
    case="V18",
    family="F6 booster, maintenance, home practice",
    title="Daily home skills programme, one year",
    sources=("maddox2024",),
    population=Population(
        values={"nociception.usual_drive": 5.3, "nociception.drive_spread": 1.6}, entry=(Entry("baseline", least=4.0),)
    ),
    arms=tuple(
        Arm(name, tuple(session(name, day + EVENING, MINUTES) for day in range(1, DAYS + 1)), n=n)
        for name, n in ((SKILLS, 536), (SHAM, 531))
    ),
    times={"baseline": NOON, "day 56": 1 + DAYS + NOON, "12 months": 1 + DAYS + 365 + NOON},
    readouts=(INTENSITY, UNPLEASANTNESS),
    pace=Pace(finest=convert(2.0, "hour", "day"), longest=0.5),
    # Pain of the Brief Pain Inventory is the mean of four ratings.
    resolution=0.25,
    checks=(
        NumberCheck(
            "skills arm, day 56",
            2.0,
            1.73,
            2.27,
            "printed 1.73-2.06, widened symmetrically",
            lambda found: _eased(found, SKILLS, "day 56"),
        ),
        NumberCheck(
            "skills minus sham, day 56",
            0.406,
            0.17,
            0.642,
            "reported 95% CI",
            lambda found: _eased(found, SKILLS, "day 56") - _eased(found, SHAM, "day 56"),
        ),
        NumberCheck(
            "interference difference, day 56",
            0.523,
            0.285,
            0.76,
            "reported 95% CI",
            lambda found: _less_hindered(found, SKILLS) - _less_hindered(found, SHAM),
        ),
        NumberCheck(
            "skills arm, 12 months",
            1.7,
            1.5,
            1.9,
            "SD 2.1, about 500 per arm",
            lambda found: _eased(found, SKILLS, "12 months"),
        ),
        NumberCheck(
            "12-month / day-56 gain (computed)",
            0.85,
            0.7,
            1.0,
            "from the two rows",
            lambda found: _eased(found, SKILLS, "12 months") / _eased(found, SKILLS, "day 56"),
        ),
    ),
)
