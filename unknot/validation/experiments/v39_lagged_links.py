"""V39: what comes first, stress or pain, sleep or pain, and for how much of the day.

(a) Stress and pain within the day in women with fibromyalgia; (b) hours slept and pain in a general population; (c) the
quality of sleep and the pain of the morning and of the evening in back pain.
"""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Numbers
from unknot.units import convert
from unknot.validation.experiment import INTENSITY, Arm, Experiment, NumberCheck, PatternCheck, Population
from unknot.validation.lagged import link, within_people
from unknot.validation.outcomes import Outcomes

STRESS, QUALITY, SLEPT = "stress.level", "sleep.quality", "sleep_need.hours"
DAYS, HOURS = 14, (7, 10, 13, 16, 19, 22)
NIGHTS = 8
SHORT, LONG = 6.0, 9.0
SETTLED = {"nociception.usual_improvement": 0.0, "nociception.improvement_spread": 0.0}
WOMEN = Population(values={**SETTLED, "nociception.usual_drive": 5.0, "nociception.drive_spread": 1.7})
EVERYONE = Population(
    values={
        **SETTLED,
        "nociception.usual_drive": 1.5,
        "nociception.drive_spread": 1.5,
        "nociception.fluctuation_sd": 0.7,
    }
)
BACK_PAIN = Population(values={**SETTLED, "nociception.usual_drive": 5.0, "nociception.drive_spread": 1.8})


def _rated(found: Outcomes, arm: str, readout: str, days: int, hours: tuple[int, ...]) -> Numbers:
    """Ratings by person, day and hour."""
    by_day = [[found.at(arm, f"day {day} {hour}", readout) for hour in hours] for day in range(1, days + 1)]
    return np.moveaxis(np.asarray(by_day), -1, 0)


def _stress_leads(found: Outcomes) -> bool:
    pain, stress = (_rated(found, "women", readout, DAYS, HOURS) for readout in (INTENSITY, STRESS))
    now, later = np.s_[:, :, :-1], np.s_[:, :, 1:]
    onwards = link(pain[later], stress[now], pain[now])
    back = link(stress[later], pain[now], stress[now])
    return onwards.slope > 0 and onwards.p < 0.05 <= back.p


def _nights(found: Outcomes) -> tuple[Numbers, Numbers]:
    """Hours slept, as reported on rising, and the pain of the day after, averaged over its ratings."""
    slept = _rated(found, "everyone", SLEPT, NIGHTS, HOURS[:1])[:, :, 0]
    return slept, _rated(found, "everyone", INTENSITY, NIGHTS, HOURS[1:]).mean(axis=2)


def _sleep_over_pain(found: Outcomes) -> float:
    slept, pain = _nights(found)
    onwards = link(pain[:, 1:], slept[:, 1:], pain[:, :-1])
    back = link(slept[:, 1:], pain[:, :-1], slept[:, :-1])
    return onwards.z / back.z


def _both_ends_hurt(found: Outcomes) -> bool:
    slept, pain = _nights(found)
    beside_own = within_people(pain)
    usual = beside_own[(slept >= SHORT) & (slept <= LONG)].mean()
    return bool(beside_own[slept < SHORT].mean() > usual and beside_own[slept > LONG].mean() > usual)


def _fades_by_evening(found: Outcomes) -> bool:
    quality = _rated(found, "back pain", QUALITY, DAYS, HOURS[:1])[:, :, 0]
    morning, evening = (_rated(found, "back pain", INTENSITY, DAYS, (hour,))[:, :, 0] for hour in (10, 22))
    return link(morning, quality).slope < min(link(evening, quality).slope, 0.0)


MOST_FREQUENT = "pattern: must be the most frequent outcome when the trial is re-run 500 times at the published n"
EXPERIMENT = Experiment(
    case="V39",
    family="F13 diary statistics",
    title="Lagged links",
    sources=("fischer2016", "edwards2008", "gerhart2017", "tang2012"),
    population=BACK_PAIN,
    arms=(
        Arm("women", n=32, population=WOMEN),
        Arm("everyone", n=971, population=EVERYONE),
        Arm("back pain", n=105),
    ),
    times={
        f"day {day} {hour}": day + convert(float(hour), "hour", "day") for day in range(1, DAYS + 1) for hour in HOURS
    },
    readouts=(INTENSITY, STRESS, QUALITY, SLEPT),
    pace=Pace(finest=0.125, longest=0.25),
    checks=(
        PatternCheck(
            "(a) stress -> pain 3-4 h later > 0; pain -> stress about 0",
            "UC 1.47 p<.001; UC <0.01 p=.18",
            MOST_FREQUENT,
            _stress_leads,
        ),
        NumberCheck("(b) z sleep->pain / z pain->sleep", 2.5, 1.5, 5.0, "7.9 / 3.1; chosen", _sleep_over_pain),
        PatternCheck(
            "(b) U-shape: <6 h or >9 h followed by more pain", "yes", "direction", _both_ends_hurt, kind="direction"
        ),
        PatternCheck(
            "(c) sleep effect larger in the morning than the evening",
            "yes",
            "direction",
            _fades_by_evening,
            kind="direction",
        ),
    ),
)
