"""What surrounds a person: night and day, which act on inputs of the model like a dose that never ends."""

from __future__ import annotations

import numpy as np

from unknot.model.exposure import Numbers
from unknot.units import convert

BEDTIME, WAKING = convert(23.0, "hour", "day"), convert(7.0, "hour", "day")
PEAK_OF_PAIN, PEAK_OF_CORTISOL = convert(3.0, "hour", "day"), convert(7.0, "hour", "day")


def surroundings(inputs: tuple[str, ...], edges: Numbers) -> Numbers:
    """Level of night and day in each step of a time grid; day 0 begins at midnight.

    Sleep is the average of the step, as need for sleep builds up by it. The hour is that at the end of the step, which
    the body clock and the hormones follow within minutes: the average of a long step would be the hour long before.

    Args:
        inputs: The inputs of the model, one column each; `asleep`, `night` and `morning` are filled in.
        edges: Edges of the steps [day].

    Returns:
        Levels, shape (steps, inputs).
    """
    courses = {
        "asleep": _asleep(edges),
        "night": _swing(edges, PEAK_OF_PAIN),
        "morning": _swing(edges, PEAK_OF_CORTISOL),
    }
    levels = np.zeros((len(edges) - 1, len(inputs)))
    for place, name in enumerate(inputs):
        if name in courses:
            levels[:, place] = courses[name]
    return levels


def _asleep(edges: Numbers) -> Numbers:
    day, hour = np.floor(edges), edges - np.floor(edges)
    slept = day * (WAKING + 1 - BEDTIME) + np.minimum(hour, WAKING) + np.maximum(hour - BEDTIME, 0.0)
    return np.diff(slept) / np.diff(edges)


def _swing(edges: Numbers, peak: float) -> Numbers:
    """A cosine with a period of a day, at the end of each step."""
    return np.cos(2 * np.pi * (edges[1:] - peak))
