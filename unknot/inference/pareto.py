"""How far importance weights can be trusted: Pareto k and the effective sample size."""

from __future__ import annotations

import math

import numpy as np

from unknot.model.exposure import Numbers

_FEWEST_TAIL_WEIGHTS = 5


def normalised_weights(log_weights: Numbers) -> Numbers:
    """Weights that sum to 1."""
    weights = np.exp(log_weights - np.max(log_weights))
    return weights / weights.sum()


def effective_sample_size(weights: Numbers) -> float:
    """How many equally weighted draws normalised weights are worth."""
    return float(1 / np.sum(weights**2))


def pareto_k(log_weights: Numbers) -> float:
    """Shape of a generalised Pareto distribution fitted to the largest weights.

    Below 0.5 the weighted averages converge well, up to 0.7 they can be used, beyond they cannot be trusted.
    Follows Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto smoothed importance sampling" (JMLR 2024).
    """
    count = len(log_weights)
    tail = math.ceil(min(0.2 * count, 3 * math.sqrt(count)))
    ordered = np.sort(np.exp(log_weights - np.max(log_weights)))
    excesses = ordered[-tail:] - ordered[-tail - 1]
    excesses = excesses[excesses > 0]
    if len(excesses) < _FEWEST_TAIL_WEIGHTS:
        return math.inf
    return generalised_pareto_shape(excesses)


def generalised_pareto_shape(excesses: Numbers) -> float:
    """Shape of a generalised Pareto distribution by Zhang and Stephens' quick empirical Bayes estimate.

    Args:
        excesses: Positive values in ascending order.

    Returns:
        The shape, drawn towards 0.5 by a prior worth ten values, as is usual for importance weights.
    """
    count = len(excesses)
    grid = np.arange(1, 30 + math.isqrt(count) + 1)
    quartile = excesses[int(count / 4 + 0.5) - 1]
    theta = 1 / excesses[-1] + (1 - np.sqrt((len(grid)) / (grid - 0.5))) / (3 * quartile)
    shape = np.mean(np.log1p(-theta[:, None] * excesses[None, :]), axis=1)
    profile = count * (np.log(-theta / shape) - shape - 1)
    weights = 1 / np.sum(np.exp(profile[None, :] - profile[:, None]), axis=1)
    best = float(np.sum(theta * weights) / np.sum(weights))
    fitted = float(np.mean(np.log1p(-best * excesses)))
    return (count * fitted + 10 * 0.5) / (count + 10)
