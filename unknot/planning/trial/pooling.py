r"""Trials of one taken together: the average effect, how much people differ, and each person in that light.

With estimates $d_i$ and standard errors $s_i$ of single trials, $d_i \sim N(\delta_i, s_i^2)$ and
$\delta_i \sim N(m, \tau^2)$; $m$ has a normal prior around zero, $\tau$ a half-normal one, and both are integrated:
$m$ exactly, $\tau$ on a grid (the normal hierarchical model, Gelman and others, Bayesian Data Analysis, section 5.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from unknot.errors import UnknotError
from unknot.model.exposure import Numbers
from unknot.planning.trial.analysis import LEVEL, Span
from unknot.planning.trial.mixture_effect import probability_below, quantile
from unknot.planning.trial.outcome_model import EffectPosterior

MEAN_SD, SPREAD_SCALE = 1.5, 1.0
_SPREADS = np.linspace(0.0, 4.0, 161)
FEWEST_TRIALS = 2


@dataclass(frozen=True)
class PooledTrials:
    """What trials of the same two options say together; effects are the second option's answer less the first's.

    Attributes:
        mean: The average effect [nrs].
        spread: How much people differ, one standard deviation [nrs].
        next_person: Where the effect in another person of the kind is expected [nrs].
        probability_mean_below_zero: That the average effect is below zero.
        persons: Each person's effect, drawn towards the others' [nrs].
        person_below_zero: The probability that each is below zero.
    """

    mean: Span
    spread: Span
    next_person: Span
    probability_mean_below_zero: float
    persons: tuple[Span, ...]
    person_below_zero: tuple[float, ...]


def pool_trials(estimates: Sequence[tuple[float, float]]) -> PooledTrials:
    """Pool the estimates of single trials.

    Args:
        estimates: Estimate and standard error of each, without a prior (`TrialAnalysis.likelihood`) [nrs].

    Raises:
        UnknotError: If there are fewer than two.
    """
    if len(estimates) < FEWEST_TRIALS:
        raise UnknotError(
            "Pooling needs several trials.", given=f"{len(estimates)}", todo="Give the analyses of at least two."
        )
    value, error = np.asarray(estimates, dtype=float).T
    total = error[None, :] ** 2 + _SPREADS[:, None] ** 2
    precision = MEAN_SD**-2 + (1 / total).sum(axis=1)
    mean = (value / total).sum(axis=1) / precision
    log_weight = -0.5 * (
        np.log(total).sum(axis=1)
        + np.log(precision)
        + (value**2 / total).sum(axis=1)
        - precision * mean**2
        + (_SPREADS / SPREAD_SCALE) ** 2
    )
    weights = np.exp(log_weight - logsumexp(log_weight))
    sd = precision**-0.5
    average = _mixture(mean, sd, weights)
    following = _mixture(mean, np.hypot(sd, _SPREADS), weights)
    persons = [_person(value[i], error[i], mean, sd, weights) for i in range(len(value))]
    return PooledTrials(
        mean=_span(average),
        spread=_spread(weights),
        next_person=_span(following),
        probability_mean_below_zero=probability_below(average, 0.0),
        persons=tuple(_span(each) for each in persons),
        person_below_zero=tuple(probability_below(each, 0.0) for each in persons),
    )


def _person(value: float, error: float, mean: Numbers, sd: Numbers, weights: Numbers) -> EffectPosterior:
    """A person's own effect for each spread: a share of the own estimate, the rest of the average."""
    own = _SPREADS**2 / (_SPREADS**2 + error**2)
    return _mixture(
        own * value + (1 - own) * mean,
        np.sqrt(own * error**2 + ((1 - own) * sd) ** 2 + 1e-12),
        weights,
    )


def _mixture(mean: Numbers, sd: Numbers, weights: Numbers) -> EffectPosterior:
    nothing = np.zeros_like(mean)
    return EffectPosterior(mean, sd, weights, half_life=nothing, correlation=nothing, trend=nothing)


def _span(posterior: EffectPosterior) -> Span:
    tail = (1 - LEVEL) / 2
    return Span(quantile(posterior, 0.5), quantile(posterior, tail), quantile(posterior, 1 - tail))


def _spread(weights: Numbers) -> Span:
    tail = (1 - LEVEL) / 2
    low, median, high = np.interp((tail, 0.5, 1 - tail), np.cumsum(weights), _SPREADS)
    return Span(float(median), float(low), float(high))
