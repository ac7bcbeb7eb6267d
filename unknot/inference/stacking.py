r"""Mixing forecasts: the weights that would have given the mixture the best CRPS so far, held near the population's.

The CRPS of a mixture of ensembles is quadratic in the weights, $a^\top w - \tfrac12 w^\top B w$ with
$a_k = E|X_k - y|$ and $B_{kl} = E|X_k - X_l|$, so running sums of a and B are all that is kept of the past. The weights
minimise

$$\frac1s\Big(a^\top w - \tfrac12 w^\top B w\Big) + c\sum_k w_k\ln\frac{w_k}{w^0_k}$$

among all that sum to one; s is this person's typical distance $E|X_k - y|$, and $w^0$ the weights of the population.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from unknot.model.exposure import Numbers

STRENGTH = 3.0
"""How many forecasts the weights of the population are worth beside a person's own."""
_STEPS, _STEP_LENGTH, _LEAST_WEIGHT = 150, 0.7, 1e-12


class Distances(NamedTuple):
    """Mean absolute distances of ensembles, for each forecast.

    Attributes:
        to_outcome: Of each ensemble to the outcome, shape (forecasts, variants) [nrs].
        between: Of each ensemble to each, shape (forecasts, variants, variants) [nrs].
    """

    to_outcome: Numbers
    between: Numbers


def distances(ensembles: Numbers, outcomes: Numbers) -> Distances:
    """Distances of ensembles of equal size.

    Args:
        ensembles: Members, shape (forecasts, variants, members) [nrs].
        outcomes: What was answered, shape (forecasts,) [nrs].
    """
    variants = ensembles.shape[1]
    between = np.empty((len(ensembles), variants, variants))
    for i in range(variants):
        for j in range(i, variants):
            between[:, i, j] = between[:, j, i] = _mean_distance(ensembles[:, i], ensembles[:, j])
    return Distances(np.mean(np.abs(ensembles - outcomes[:, None, None]), axis=2), between)


def _mean_distance(one: Numbers, other: Numbers) -> Numbers:
    """Mean distance over all pairs of members: the integral of F(1 - G) + G(1 - F) over the scale."""
    count = one.shape[1]
    merged = np.concatenate([one, other], axis=1)
    order = np.argsort(merged, axis=1, kind="stable")
    steps = np.diff(np.take_along_axis(merged, order, axis=1), axis=1)
    f = np.cumsum(order < count, axis=1)[:, :-1] / count
    g = np.cumsum(order >= count, axis=1)[:, :-1] / count
    return np.sum(steps * (f * (1 - g) + g * (1 - f)), axis=1)


def weights_along(found: Distances, prior: Numbers, delay: int = 1) -> Numbers:
    """The weights for each forecast, from the scores of the forecasts at least `delay` before it.

    Args:
        found: Distances of each forecast in the order of time.
        prior: Weights of the population for each forecast; they sum to one, shape (forecasts, variants).
        delay: How many forecasts later an outcome is known: the horizon.

    Returns:
        Weights, shape (forecasts, variants).
    """
    to_outcome, between = _sums_before(found.to_outcome, delay), _sums_before(found.between, delay)
    counts = np.maximum(np.arange(len(prior)) - delay + 1, 0)[:, None]
    typical = np.mean(to_outcome, axis=1, keepdims=True) / np.maximum(counts, 1)
    scale = np.where(typical > 0, typical, 1.0)
    length = _STEP_LENGTH / (STRENGTH + counts)
    weights = prior
    # Mirror descent keeps the weights positive and their sum at one.
    for _ in range(_STEPS):
        log_weights = np.log(np.maximum(weights, _LEAST_WEIGHT))
        slope = (to_outcome - np.einsum("fij,fj->fi", between, weights)) / scale
        moved = log_weights - length * (slope + STRENGTH * (log_weights - np.log(prior)))
        weights = np.exp(moved - moved.max(axis=1, keepdims=True))
        weights = weights / weights.sum(axis=1, keepdims=True)
    return weights


def _sums_before(values: Numbers, delay: int) -> Numbers:
    """Sums of the rows at least `delay` before each row."""
    return np.concatenate([np.zeros_like(values[:delay]), np.cumsum(values, axis=0)[: max(len(values) - delay, 0)]])
