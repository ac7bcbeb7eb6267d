"""Intervals of answers on a scale with few steps."""

from __future__ import annotations

import numpy as np

from unknot.model.exposure import Numbers


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
