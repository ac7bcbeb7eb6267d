"""Probabilities and quantiles of an effect whose posterior is a mixture of normals."""

from __future__ import annotations

import numpy as np
from scipy.special import logsumexp, ndtr

from unknot.planning.trial.outcome_model import EffectPosterior

_HALVINGS = 50
_REACH = 8.0
EFFECTS = np.linspace(-8.0, 8.0, 161)
"""Where the likelihood of an effect is kept, for pooling [nrs]."""
_LOWEST = -60.0


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


def log_likelihood(posterior: EffectPosterior, prior_sd: float) -> tuple[float, ...]:
    """Log-likelihood of the effect at `EFFECTS`, up to a constant: the posterior without its prior.

    Args:
        posterior: Of the effect.
        prior_sd: Spread of its prior around zero [nrs].
    """
    score = (EFFECTS[:, None] - posterior.mean) / posterior.sd
    log_density = np.asarray(logsumexp(-0.5 * score**2 - np.log(posterior.sd), b=posterior.weights, axis=1))
    found = log_density + 0.5 * (EFFECTS / prior_sd) ** 2
    return tuple(np.maximum(found - found.max(), _LOWEST).tolist())
