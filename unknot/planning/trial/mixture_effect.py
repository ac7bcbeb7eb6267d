"""Probabilities and quantiles of an effect whose posterior is a mixture of normals."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from unknot.planning.trial.outcome_model import EffectPosterior

_HALVINGS = 50
_REACH = 8.0
_LEAST_TOLD = 0.02
"""Of the prior's precision; with less, the answers are taken to say nothing."""


def probability_below(posterior: EffectPosterior, bound: float) -> float:
    """The probability that the effect is below a bound."""
    return float(posterior.weights @ ndtr((bound - posterior.mean) / posterior.sd))


def quantile(posterior: EffectPosterior, probability: float) -> float:
    """A quantile of the effect, by halving."""
    low = float(np.min(posterior.mean - _REACH * posterior.sd))
    high = float(np.max(posterior.mean + _REACH * posterior.sd))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = probability_below(posterior, middle) < probability
        low, high = (middle, high) if below else (low, middle)
    return (low + high) / 2


def moments(posterior: EffectPosterior) -> tuple[float, float]:
    """Mean and standard deviation of the effect."""
    mean = float(posterior.weights @ posterior.mean)
    second = float(posterior.weights @ (posterior.sd**2 + posterior.mean**2))
    return mean, float(np.sqrt(second - mean**2))


def without_prior(posterior: EffectPosterior, prior_sd: float) -> tuple[float, float] | None:
    """Estimate and standard error of the effect from the answers alone, as if both parts were normal.

    Args:
        posterior: Of the effect.
        prior_sd: Spread of its prior around zero.
    """
    mean, sd = moments(posterior)
    precision = sd**-2 - prior_sd**-2
    if precision * prior_sd**2 < _LEAST_TOLD:
        return None
    return mean / sd**2 / precision, precision**-0.5
