r"""Trials of one taken together: the average effect, how much people differ, and each person in that light.

Each trial gives the likelihood $L_i(\delta)$ of its effect on a grid. With $\delta_i \sim N(m, \tau^2)$, a normal prior
of $m$ around zero and a half-normal one of $\tau$,

$$p(m, \tau \mid \text{trials}) \propto p(m)\,p(\tau) \prod_i \int L_i(\delta)\,N(\delta; m, \tau^2)\,d\delta,$$

the hierarchical model of Gelman and others (Bayesian Data Analysis, section 5.4) without taking likelihoods as normal:
those of trials with possible carry-over are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import softmax

from unknot.errors import UnknotError
from unknot.model.exposure import Numbers
from unknot.planning.trial.analysis import LEVEL, Span
from unknot.planning.trial.mixture_effect import EFFECTS

MEAN_SD, SPREAD_SCALE = 1.5, 1.0
_SPREADS = np.linspace(0.0, 4.0, 41)
_MEANS = EFFECTS[np.abs(EFFECTS) <= 5]
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


def pool_trials(log_likelihoods: Sequence[Sequence[float]]) -> PooledTrials:
    """Pool single trials.

    Args:
        log_likelihoods: Of each trial's effect at `EFFECTS`, up to a constant (`TrialAnalysis.log_likelihood`).

    Raises:
        UnknotError: If there are fewer than two, or one has another length than `EFFECTS`.
    """
    if len(log_likelihoods) < FEWEST_TRIALS:
        raise UnknotError(
            "Pooling needs several trials.", given=f"{len(log_likelihoods)}", todo="Give the analyses of at least two."
        )
    if any(len(each) != len(EFFECTS) for each in log_likelihoods):
        raise UnknotError("A trial's likelihood has the wrong length.", todo="Analyse the trial again.")
    logs = np.asarray(log_likelihoods, dtype=float)
    likelihood = np.exp(logs - logs.max(axis=1, keepdims=True))
    kernel = _kernel()
    each = kernel @ likelihood.T
    prior = -0.5 * ((_MEANS[None] / MEAN_SD) ** 2 + (_SPREADS[:, None] / SPREAD_SCALE) ** 2).ravel()
    weights = softmax(prior + np.log(each + np.finfo(float).tiny).sum(axis=1))
    by_spread, by_mean = (weights.reshape(len(_SPREADS), -1).sum(axis=axis) for axis in (1, 0))
    persons = [(weights / each[:, i]) @ kernel * likelihood[i] for i in range(len(likelihood))]
    return PooledTrials(
        mean=_span(_MEANS, by_mean),
        spread=_span(_SPREADS, by_spread),
        next_person=_span(EFFECTS, weights @ kernel),
        probability_mean_below_zero=_below_zero(_MEANS, by_mean),
        persons=tuple(_span(EFFECTS, mass) for mass in persons),
        person_below_zero=tuple(_below_zero(EFFECTS, mass) for mass in persons),
    )


def _kernel() -> Numbers:
    """Probability of each effect for each spread and mean, shape (spreads * means, effects); rows sum to one."""
    step = EFFECTS[1] - EFFECTS[0]
    spread = np.maximum(_SPREADS, step / 4)[:, None, None]
    return softmax(-0.5 * ((EFFECTS - _MEANS[:, None]) / spread) ** 2, axis=-1).reshape(-1, len(EFFECTS))


def _span(values: Numbers, mass: Numbers) -> Span:
    """Quantiles of a distribution on an even grid, each place standing for the cell around it."""
    reached = np.cumsum(mass) - 0.5 * mass
    tail = (1 - LEVEL) / 2
    low, median, high = np.interp((tail, 0.5, 1 - tail), reached, values)
    return Span(float(median), float(low), float(high))


def _below_zero(values: Numbers, mass: Numbers) -> float:
    """The probability below zero, half of the cell at zero included."""
    return float(mass[values < -1e-9].sum() + 0.5 * mass[np.abs(values) <= 1e-9].sum())
