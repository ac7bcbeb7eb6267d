"""Quantiles and means of predictions that are averaged over draws: mixtures of normals on a bounded scale."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST

_HALVINGS = 40


def mixture_quantile(mean: Numbers, sd: Numbers, weights: Numbers, probability: float) -> Numbers:
    """A quantile of a mixture of normals held within the ends of the scale.

    Args:
        mean: Means by draw, shape (draws, times).
        sd: Standard deviations, same shape.
        weights: Normalised weights of the draws.
        probability: Which quantile, 0 to 1.
    """
    low, high = np.full(mean.shape[1], LOWEST), np.full(mean.shape[1], HIGHEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = weights @ ndtr((middle - mean) / sd) < probability
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2


def mixture_mean(mean: Numbers, sd: Numbers, weights: Numbers) -> Numbers:
    """The mean of a mixture of normals held within the ends of the scale; arguments as in `mixture_quantile`."""

    def excess(distance: Numbers) -> Numbers:
        """Expected positive part of a normal with this mean."""
        score = distance / sd
        return distance * ndtr(score) + sd * np.exp(-0.5 * score**2) / np.sqrt(2 * np.pi)

    return weights @ (LOWEST + excess(mean - LOWEST) - excess(mean - HIGHEST))


def weighted_quantile(values: Numbers, weights: Numbers, probability: float) -> float:
    """A quantile of weighted draws."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) - 0.5 * weights[order]
    return float(np.interp(probability, reached, values[order]))
