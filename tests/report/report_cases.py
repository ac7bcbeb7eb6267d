"""The cases that every page of the report is tested on."""

from __future__ import annotations

import math
from dataclasses import replace

from made_up_answers import (
    CHECKS,
    NUMBERED,
    POOR_NIGHT,
    STRESSFUL,
    WALKING,
    answer_of,
    relief_of,
    weekly,
)

from unknot.report.answer import NOT_ENOUGH, Answer, Estimate

NOTICES = (
    "Two answers above 10 were read as 10.",
    "Times without a time zone were read as Europe/Berlin.",
)


def learned() -> Answer:
    return answer_of(doses=weekly(8), relief=(relief_of(),), notices=NOTICES)


def not_enough() -> Answer:
    entry = relief_of(
        sessions=3,
        usable=2,
        peak=(0.7, -0.2, 1.6),
        half=(2.6, 0.2, 24.0),
        stays=(0.3, 0.02, 0.8),
        bands=(0.24, 0.29, 0.22, 0.25),
        above=(0.0, 0.0, 5.0),
        verdict=NOT_ENOUGH,
        learned=0.08,
        one_point=0.36,
        reasons=(
            "Only 2 of 3 sessions have answers on pain in the week after.",
            "It is open whether one session gives a point of relief: the chance is 36 %.",
        ),
    )
    return answer_of(
        days=24,
        doses=weekly(3),
        relief=(entry,),
        drivers=(replace(POOR_NIGHT, verdict=NOT_ENOUGH, answers=14, effect=Estimate(0.4, -0.5, 1.3)),),
        answered=0.6,
        effect=(0.7, 2.6),
        next_steps=(
            "Answer on the evening of a session and on the three evenings after.",
            "Let the gaps between sessions differ: 4, 7 and 10 days teach more than always 7.",
        ),
    )


def slow_wave(day: float) -> float:
    return 5 + 1.4 * math.sin(day / 40)


def no_doses() -> Answer:
    return answer_of(person="P-017", days=400, drivers=(POOR_NIGHT, STRESSFUL), clock=NUMBERED, base=slow_wave)


def several() -> Answer:
    cupping = relief_of(
        "cupping",
        "Cupping",
        sessions=5,
        usable=4,
        minutes=20,
        peak=(0.6, -0.3, 1.4),
        half=(1.9, 0.2, 18.0),
        bands=(0.3, 0.33, 0.2, 0.17),
        above=(0.0, 0.0, 2.2),
        verdict=NOT_ENOUGH,
        known=False,
        learned=0.11,
        one_point=0.28,
        reasons=("It is open whether one session gives a point of relief: the chance is 28 %.",),
    )
    massage = relief_of(
        half=(0.7, 0.3, 1.6), bands=(0.68, 0.27, 0.045, 0.005), above=(0.6, 0.1, 1.2), stays=(0.28, 0.1, 0.5)
    )
    doses = [*weekly(8), *weekly(5, "cupping", first=9.2, gap=9, minutes=20)]
    return answer_of(
        doses=doses,
        relief=(massage, cupping),
        drivers=(POOR_NIGHT, WALKING),
        next_steps=("Keep one treatment at a time for two weeks to tell them apart.",),
    )


def long_diary() -> Answer:
    return answer_of(
        person="A. Very-Long-Name von und zu Hohenstein-Wolfenbüttel <script>alert(1)</script>",
        days=860,
        doses=weekly(110, gap=7.5),
        relief=(
            relief_of("massage", "Massage of the back and neck, with heat", sessions=110, learned=0.93, known=False),
        ),
        base=lambda day: 6.5 - 1.5 * day / 860,
    )


def no_drivers() -> Answer:
    shaky = replace(CHECKS, trustworthy=False, pareto_k=0.83, effective_sample_size=61.0)
    return answer_of(doses=weekly(8), relief=(relief_of(),), drivers=(), strips=(), clock=NUMBERED, diagnostics=shaky)


CASES = {
    "learned": learned,
    "not_enough": not_enough,
    "no_doses": no_doses,
    "several": several,
    "long_diary": long_diary,
    "no_drivers": no_drivers,
}
