r"""Laboratory stimuli: from degrees Celsius to the pain they give, and from a protocol to doses.

The map from heat to pain is a power function above a threshold:

$$S(T) = 5.5\left(\frac{T - 43}{49 - 43}\right)^{1.5}$$

Its threshold and 5.5 points at 49 degrees are assumed within what is published (ratings of 49 degrees ran from 1.05 to
8.9 of 10 in `coghill2003`, and 44 degrees hardly hurt in `staud2014`); its exponent is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from unknot.model.exposure import Exposure
from unknot.units import convert

HURTS_FROM = 43.0
"""Temperature at which heat begins to hurt [degree Celsius]."""
REFERENCE, PAIN_AT_REFERENCE, EXPONENT = 49.0, 5.5, 1.5
"""A temperature [degree Celsius], the pain it gives to a typical healthy person [nrs], and the steepness [1]."""
COLD_WATER_PAIN = 6.0
"""Pain of a hand in water of 10 degrees Celsius; assumed, 4 to 7 in healthy people [nrs]."""
PULSE = convert(0.7, "second", "day")
"""How long one heat pulse of a train lasts [day]."""


def heat_pain(celsius: float) -> float:
    """The pain that heat on the skin gives by itself to a typical healthy person [nrs].

    Args:
        celsius: Temperature of the skin [degree Celsius].
    """
    above = max(celsius - HURTS_FROM, 0.0) / (REFERENCE - HURTS_FROM)
    return PAIN_AT_REFERENCE * above**EXPONENT


def heat(celsius: float, start: float, seconds: float) -> Exposure:
    """Steady heat on the skin.

    Args:
        celsius: Temperature of the skin [degree Celsius].
        start: When it begins [day].
        seconds: How long it lasts [second].
    """
    return stimulus(heat_pain(celsius), start, seconds)


def stimulus(pain: float, start: float, seconds: float) -> Exposure:
    """Heat adjusted to each person, so that by itself it gives the same pain to everyone.

    Args:
        pain: The pain it is adjusted to [nrs].
        start: When it begins [day].
        seconds: How long it lasts [second].
    """
    return acting("heat_pulse", start, seconds, {"stimulus": pain})


def heat_steps(steps: Iterable[tuple[float, float]], start: float) -> tuple[Exposure, ...]:
    """Heat that changes in steps: temperature [degree Celsius] and length [second] of each."""
    doses: list[Exposure] = []
    for celsius, seconds in steps:
        doses.append(heat(celsius, start, seconds))
        start = doses[-1].end
    return tuple(doses)


def heat_train(celsius: float, hertz: float, pulses: int, start: float) -> tuple[Exposure, ...]:
    """Short heat pulses that follow each other at a steady rate.

    Args:
        celsius: Temperature of each pulse [degree Celsius].
        hertz: Pulses a second [1/second].
        pulses: How many.
        start: When the first one begins [day].
    """
    gap = convert(1 / hertz, "second", "day")
    seconds = convert(PULSE, "day", "second")
    return tuple(heat(celsius, start + i * gap, seconds) for i in range(pulses))


def cold_water(start: float, seconds: float) -> Exposure:
    """A hand in water of 10 degrees Celsius: pain elsewhere, which conditions the pain under test.

    Args:
        start: When the hand goes in [day].
        seconds: How long it stays in [second].
    """
    return acting("cold_water", start, seconds, {"conditioning": COLD_WATER_PAIN})


def acting(intervention: str, start: float, seconds: float, levels: Mapping[str, float] | None = None) -> Exposure:
    """Anything of the laboratory that acts for seconds, on the inputs of its fact file unless levels say otherwise.

    Args:
        intervention: The fact file.
        start: When it begins [day].
        seconds: How long it lasts [second].
        levels: Inputs that it acts on unlike its fact file says.
    """
    return Exposure(intervention, start, convert(seconds, "second", "day"), 1.0, tuple((levels or {}).items()))
