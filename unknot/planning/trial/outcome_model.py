r"""The model of a trial's answers, integrated exactly over everything linear and on a grid over the rest.

$$y_i = \mu + \gamma\,t_i + \Delta\,e_h(t_i) + r_i, \qquad
  \operatorname{cov}(r_i, r_j) = \sigma^2\left[w\,e^{-|t_i-t_j|/\tau} + (1-w)\,[i=j]\right]$$

with level $\mu$, trend $\gamma$, effect $\Delta$ of the second option against the first, an Ornstein-Uhlenbeck
fluctuation with duration $\tau$ that makes up the share $w$ of the variance, and exposure $e_h$: minus or plus one half
under the first or second option, approached with the half-life $h$, which is the carry-over. Missing days are
not there. Given $(\tau, w, \sigma, h)$ everything is Gaussian; those four are integrated by quadrature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.special import logsumexp

from unknot.model.exposure import Numbers
from unknot.planning.trial.schedule import B, Period
from unknot.planning.trial.small_matrices import inverse_and_determinant

_DURATIONS = np.geomspace(0.25, 48.0, 8)
_SHARES = np.asarray([0.02, 0.18, 0.34, 0.5, 0.66, 0.82, 0.98])
_HALF_LIVES = np.geomspace(0.125, 16.0, 8)
_SCALES = np.exp(np.linspace(-0.8, 1.2, 21))
_LEAST_SPREAD = 0.3
CARRY_OVER_TAILS = 2.0
_NEGLIGIBLE = -12.0
"""Log-weight below the highest from which a place of the grid is left out."""


@dataclass(frozen=True)
class TrialPrior:
    """What is expected before the trial.

    Attributes:
        level: Mean and standard deviation of the level [nrs].
        trend_sd: Spread of the change by itself [nrs/day].
        effect_sd: Spread of the difference between the options, around zero [nrs].
        noise: Median [nrs] and log-sd of the spread from day to day.
        duration: Median [day] and log-sd of the duration of the fluctuation.
        carry_over: Median [day] and log-scale of the carry-over's half-life, whose logarithm has Student's t
            distribution with `CARRY_OVER_TAILS` degrees of freedom: long carry-over is rare and not ruled out.
    """

    level: tuple[float, float] = (5.0, 3.0)
    trend_sd: float = 0.03
    effect_sd: float = 1.5
    noise: tuple[float, float] = (1.3, 0.6)
    duration: tuple[float, float] = (1.5, 1.2)
    carry_over: tuple[float, float] = (0.7, 0.8)

    @classmethod
    def of(cls, carry_over: float | None) -> TrialPrior:
        """The usual prior, with another median of the carry-over's half-life where one is known [day]."""
        usual = cls()
        return usual if carry_over is None else replace(usual, carry_over=(carry_over, usual.carry_over[1]))


@dataclass(frozen=True)
class EffectPosterior:
    """The effect's posterior: a mixture of normals, one for each place of the grid.

    Attributes:
        mean: By place [nrs].
        sd: By place [nrs].
        weights: They sum to one.
        half_life: The carry-over's half-life of each place [day].
        correlation: Correlation of neighbouring days at each place.
        trend: Mean of the trend at each place [nrs/day].
    """

    mean: Numbers
    sd: Numbers
    weights: Numbers
    half_life: Numbers
    correlation: Numbers
    trend: Numbers = field(repr=False)


def exposure(days: Numbers, periods: Sequence[Period], half_lives: Numbers) -> Numbers:
    """The exposure at some moments for each half-life, shape (half-lives, days).

    It begins at zero, in the middle between the options, and goes back there between periods.
    """
    level = np.zeros(len(half_lives))
    found = np.zeros((len(half_lives), len(days)))
    now = periods[0].start
    for period in periods:
        level = level * 0.5 ** ((period.start - now) / half_lives)
        towards = 0.5 if period.option == B else -0.5
        inside = (days >= period.start) & (days < period.end)
        since = days[inside] - period.start
        found[:, inside] = towards + (level - towards)[:, None] * 0.5 ** (since / half_lives[:, None])
        level = towards + (level - towards) * 0.5 ** ((period.end - period.start) / half_lives)
        now = period.end
    return found


def effect_posteriors(
    days: Numbers, outcomes: Numbers, periods: Sequence[Period], prior: TrialPrior
) -> tuple[EffectPosterior, ...]:
    """The posterior of the effect for one or many series of answers at the same moments.

    Args:
        days: When answers were given, ascending [day].
        outcomes: The answers, shape (series, days) [nrs].
        periods: The periods of the trial.
        prior: What is expected before it.
    """
    durations, shares = (part.ravel() for part in np.meshgrid(_DURATIONS, _SHARES, indexing="ij"))
    columns = np.concatenate(
        [
            np.ones((1, len(days))),
            (days - days.mean())[None],
            exposure(days, periods, _HALF_LIVES),
            outcomes,
        ]
    )
    gram, log_determinant = _gram(days, columns, durations, shares)
    centre = np.maximum(outcomes.std(axis=1), _LEAST_SPREAD)
    log_prior = (
        _log_normal(durations, prior.duration)[:, None, None]
        + _log_student(_HALF_LIVES, prior.carry_over)[None, :, None]
    )
    correlation = shares * np.exp(-1 / durations)
    return tuple(
        _one(
            gram,
            log_determinant,
            len(days),
            series,
            centre[series] * _SCALES,
            log_prior + _log_normal(centre[series] * _SCALES, prior.noise),
            prior,
            correlation,
        )
        for series in range(len(outcomes))
    )


def _gram(days: Numbers, columns: Numbers, durations: Numbers, shares: Numbers) -> tuple[Numbers, Numbers]:
    """Products of the columns in the metric of each correlation matrix, and the matrices' log-determinants."""
    apart = np.abs(days[:, None] - days[None, :])
    gram = np.empty((len(durations), len(columns), len(columns)))
    logs = np.empty(len(durations))
    for duration in np.unique(durations):
        # One decomposition serves every share: mixing in the identity leaves the eigenvectors as they are.
        values, vectors = np.linalg.eigh(np.exp(-apart / duration))
        turned = columns @ vectors
        for place in np.flatnonzero(durations == duration):
            mixed = shares[place] * values + 1 - shares[place]
            gram[place] = (turned / mixed) @ turned.T
            logs[place] = np.log(mixed).sum()
    return gram, logs


def _one(
    gram: Numbers,
    log_determinant: Numbers,
    answers: int,
    series: int,
    scales: Numbers,
    log_prior: Numbers,
    prior: TrialPrior,
    correlation: Numbers,
) -> EffectPosterior:
    """One series; axes of the grid: correlation matrix, half-life, scale."""
    own = 2 + len(_HALF_LIVES) + series
    places = np.stack(
        [np.zeros(len(_HALF_LIVES), int), np.ones(len(_HALF_LIVES), int), 2 + np.arange(len(_HALF_LIVES))]
    )
    design = gram[:, places.T[:, :, None], places.T[:, None, :]][:, :, None]
    cross = gram[:, places.T, own][:, :, None]
    variance = scales[None, None, :] ** 2
    prior_precision = np.diag([prior.level[1] ** -2, prior.trend_sd**-2, prior.effect_sd**-2])
    pull = prior_precision @ np.asarray([prior.level[0], 0.0, 0.0])
    precision = prior_precision + design / variance[..., None, None]
    right = pull + cross / variance[..., None]
    covariance, determinant = inverse_and_determinant(precision)
    mean = np.einsum("...ij,...j->...i", covariance, right)
    squares = gram[:, own, own][:, None, None] / variance + prior.level[0] ** 2 * prior_precision[0, 0]
    log_weight = log_prior - 0.5 * (
        answers * np.log(variance)
        + log_determinant[:, None, None]
        + np.log(determinant)
        + squares
        - np.sum(right * mean, axis=-1)
    )
    kept = np.nonzero(log_weight > log_weight.max() + _NEGLIGIBLE)
    return EffectPosterior(
        mean=mean[..., 2][kept],
        sd=np.sqrt(covariance[..., 2, 2][kept]),
        weights=np.exp(log_weight[kept] - logsumexp(log_weight[kept])),
        half_life=_HALF_LIVES[kept[1]],
        correlation=correlation[kept[0]],
        trend=mean[..., 1][kept],
    )


def _log_normal(values: Numbers, median_and_spread: tuple[float, float]) -> Numbers:
    """Log-density on the log scale, up to a constant; the grids are even in the logarithm."""
    median, spread = median_and_spread
    return -0.5 * (np.log(values / median) / spread) ** 2


def _log_student(values: Numbers, median_and_scale: tuple[float, float]) -> Numbers:
    """The same for Student's t distribution on the log scale."""
    median, scale = median_and_scale
    z = np.log(values / median) / scale
    return -0.5 * (CARRY_OVER_TAILS + 1) * np.log1p(z**2 / CARRY_OVER_TAILS)
