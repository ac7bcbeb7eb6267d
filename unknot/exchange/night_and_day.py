"""Night and day as formulas of time, the same courses that virtual people live through."""

from __future__ import annotations

import math

from unknot.exchange.expression import ONE, TIME, ZERO, Apply, Choice, Expression, Name, Number
from unknot.model.surroundings import BEDTIME, PEAK_OF_CORTISOL, PEAK_OF_PAIN, WAKING

LENGTH_OF_DAY = "length_of_day"
"""The constant that makes a number of days out of time."""


def surrounding_rules() -> dict[str, Expression]:
    """What night and day give to inputs, by their name; time 0 is midnight."""
    days = Apply("div", (Name(TIME), Name(LENGTH_OF_DAY)))
    hour = Apply("sub", (days, Apply("floor", (days,))))
    awake = Apply("and", (Apply("ge", (hour, Number(WAKING))), Apply("lt", (hour, Number(BEDTIME)))))
    return {
        "asleep": Choice(awake, ZERO, ONE),
        "night": _swing(days, PEAK_OF_PAIN),
        "morning": _swing(days, PEAK_OF_CORTISOL),
    }


def _swing(days: Expression, peak: float) -> Expression:
    return Apply("cos", (Apply("mul", (Number(2 * math.pi), Apply("sub", (days, Number(peak))))),))
