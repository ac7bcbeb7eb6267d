"""Intervals of answers on a scale with few steps, as wide as this person's own past asks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from unknot.model.exposure import Numbers

STEP = 0.02
"""How far a miss or a hit moves the probability that is asked for, see `intervals_along`."""
LEAST_LEVEL, MOST_LEVEL = 0.6, 0.95
_TINY = 1e-9


def intervals_along(
    values: Numbers, weights: Numbers, outcomes: Numbers, level: float, delay: int = 1
) -> Sequence[tuple[float, float]]:
    r"""The interval of each forecast of one person, at a probability that follows how often earlier ones held.

    After each outcome the probability asked for moves by $\gamma(\ell - 1)$ where the interval held and by
    $\gamma\ell$ where it did not, $\ell$ being the level wanted and $\gamma$ `STEP`, so that the share that holds comes
    back to $\ell$ as far as a probability between `LEAST_LEVEL` and `MOST_LEVEL` can bring it (Gibbs and Candès,
    "Adaptive conformal inference under distribution shift", 2021).

    Args:
        values: Possible answers of each forecast in the order of time, shape (forecasts, values) [nrs].
        weights: Their probabilities, same shape.
        outcomes: What was answered [nrs].
        level: The share of outcomes that intervals shall hold.
        delay: How many forecasts later an outcome is known: the horizon.
    """
    asked, found = level, list[tuple[float, float]]()
    for place in range(len(values)):
        if place >= delay:
            low, high = found[place - delay]
            held = low - _TINY <= outcomes[place - delay] <= high + _TINY
            asked = min(max(asked + STEP * (level - held), LEAST_LEVEL), MOST_LEVEL)
        found.append(nearest_interval(values[place], weights[place], asked))
    return found


def nearest_interval(values: Numbers, weights: Numbers, level: float) -> tuple[float, float]:
    """The interval between two possible answers whose probability is nearest to the one wanted.

    On a coarse scale no interval has exactly that probability. The two quantiles around the middle always hold at least
    as much; leaving out the answer at one end or at both may come closer.

    Args:
        values: Possible answers [nrs].
        weights: Their probabilities; they sum to one.
        level: The probability wanted.
    """
    support, place = np.unique(values, return_inverse=True)
    mass = np.bincount(place, weights=weights)
    reached = np.cumsum(mass)
    low = int(np.searchsorted(reached, (1 - level) / 2))
    high = min(int(np.searchsorted(reached, (1 + level) / 2)), len(support) - 1)
    candidates = [(i, j) for i in (low, low + 1) for j in (high, high - 1) if i <= j]

    def distance(ends: tuple[int, int]) -> tuple[float, int]:
        i, j = ends
        return abs(float(reached[j] - reached[i] + mass[i]) - level), i - j

    i, j = min(candidates, key=distance)
    return float(support[i]), float(support[j])
