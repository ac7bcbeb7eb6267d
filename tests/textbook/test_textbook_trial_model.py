"""The trial's model beside textbook formulas: dense normal distributions, and NUTS with continuous priors."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
from scipy.stats import t as student_t

from unknot.planning.trial import outcome_model as om
from unknot.planning.trial.mixture_effect import probability_below, quantile
from unknot.planning.trial.outcome_model import TrialPrior, effect_posteriors, exposure
from unknot.planning.trial.schedule import make_periods
from unknot.planning.trial.small_matrices import inverse_and_determinant

PERIODS = make_periods((0, 1, 1, 0), 0.0, 5.0, 0.0)


def _answers():
    generator = np.random.default_rng(4)
    days = np.sort(generator.choice(np.arange(20), 14, replace=False)) + 20 / 24
    return days, np.round(5 + generator.standard_normal(14) - exposure(days, PERIODS, np.asarray([0.5]))[0])


def _moments(posterior):
    mean = posterior.weights @ posterior.mean
    return mean, np.sqrt(posterior.weights @ (posterior.sd**2 + (posterior.mean - mean) ** 2))


def test_integrating_is_the_same_as_a_dense_normal_distribution_at_every_place_of_the_grid():
    days, values = _answers()
    prior = TrialPrior()
    centre = max(values.std(), 0.3)
    means, weights = [], []
    spread = np.diag([prior.level[1], prior.trend_sd, prior.effect_sd]) ** 2
    apart = np.abs(days[:, None] - days[None, :])
    for duration in om._DURATIONS:
        for share in om._SHARES:
            matrix = share * np.exp(-apart / duration) + (1 - share) * np.eye(len(days))
            for half_life in om._HALF_LIVES:
                exposed = exposure(days, PERIODS, np.asarray([half_life]))[0]
                design = np.stack([np.ones_like(days), days - days.mean(), exposed], axis=1)
                for scale in centre * om._SCALES[::5]:
                    total = design @ spread @ design.T + scale**2 * matrix
                    expected = np.full(len(days), prior.level[0])
                    logs = multivariate_normal(expected, total).logpdf(values)
                    logs -= 0.5 * (np.log(scale / prior.noise[0]) / prior.noise[1]) ** 2
                    logs -= 0.5 * (np.log(duration / prior.duration[0]) / prior.duration[1]) ** 2
                    logs += student_t(om.CARRY_OVER_TAILS).logpdf(
                        np.log(half_life / prior.carry_over[0]) / prior.carry_over[1]
                    )
                    gain = spread[2] @ design.T @ np.linalg.inv(total)
                    means.append(gain @ (values - expected))
                    weights.append(logs)
    wanted = np.exp(weights - logsumexp(weights)) @ np.asarray(means)
    old = om._SCALES
    try:
        om._SCALES = old[::5]
        found = _moments(effect_posteriors(days, values[None], PERIODS, prior)[0])[0]
    finally:
        om._SCALES = old
    # Places with negligible weight are left out.
    np.testing.assert_allclose(found, wanted, atol=2e-3)


def test_small_inverses_are_numpys():
    generator = np.random.default_rng(0)
    half = generator.standard_normal((50, 3, 3))
    matrices = half @ half.transpose(0, 2, 1) + np.eye(3)
    inverse, determinant = inverse_and_determinant(matrices)
    np.testing.assert_allclose(inverse, np.linalg.inv(matrices), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(determinant, np.linalg.det(matrices), rtol=1e-9)


def test_exposure_follows_its_differential_equation():
    days, half_life = np.linspace(0.1, 19.9, 100), 2.0
    level, found = 0.0, []
    grid = np.arange(0, 20, 0.001)
    for now in grid:
        towards = 0.5 if PERIODS[int(now // 5)].option else -0.5
        found.append(level)
        level += 0.001 * np.log(2) / half_life * (towards - level)
    wanted = np.interp(days, grid, found)
    np.testing.assert_allclose(exposure(days, PERIODS, np.asarray([half_life]))[0], wanted, atol=1e-3)


def test_quantiles_and_probabilities_of_the_mixture_are_each_others_reverse():
    days, values = _answers()
    posterior = effect_posteriors(days, values[None], PERIODS, TrialPrior())[0]
    for level in (0.025, 0.3, 0.5, 0.975):
        assert probability_below(posterior, quantile(posterior, level)) == pytest.approx(level, abs=1e-9)


@pytest.mark.slow
def test_nuts_with_continuous_priors_finds_the_same_effect():
    import jax
    import jax.numpy as jnp
    import numpyro
    import numpyro.distributions as dist
    from numpyro.infer import MCMC, NUTS

    generator = np.random.default_rng(9)
    periods = make_periods((0, 1, 1, 0, 0, 1), 0.0, 7.0, 0.0)
    days = np.arange(42.0) + 20 / 24
    noise = generator.standard_normal(42)
    values = 5 + noise + 0.4 * np.roll(noise, 1) - 1.5 * exposure(days, periods, np.asarray([0.7]))[0]
    prior = TrialPrior()
    apart = jnp.abs(days[:, None] - days[None, :])
    towards = jnp.asarray([0.5 if period.option else -0.5 for period in periods])

    def _cut(prior_of, low, high):
        """The grids end where the priors have little mass; truncated alike here."""
        return dist.TruncatedNormal(jnp.log(prior_of[0]), prior_of[1], low=jnp.log(low), high=jnp.log(high))

    def _heavy(prior_of, low, high):
        base = dist.StudentT(om.CARRY_OVER_TAILS, jnp.log(prior_of[0]), prior_of[1])
        return dist.TruncatedDistribution(base, low=jnp.log(low), high=jnp.log(high))

    def exposed(half_life):
        level, found = 0.0, []
        for place in range(len(periods)):
            since = jnp.asarray(days[place * 7 : place * 7 + 7] - place * 7)
            found.append(towards[place] + (level - towards[place]) * 0.5 ** (since / half_life))
            level = towards[place] + (level - towards[place]) * 0.5 ** (7 / half_life)
        return jnp.concatenate(found)

    def model():
        duration = numpyro.sample("duration", _cut(prior.duration, 0.18, 68.0))
        half_life = numpyro.sample("half_life", _heavy(prior.carry_over, 0.09, 22.6))
        scale = jnp.exp(numpyro.sample("scale", dist.Normal(jnp.log(prior.noise[0]), prior.noise[1])))
        share = numpyro.sample("share", dist.Uniform(0.0, 1.0))
        level = numpyro.sample("level", dist.Normal(*prior.level))
        trend = numpyro.sample("trend", dist.Normal(0.0, 1.0)) * prior.trend_sd
        effect = numpyro.sample("effect", dist.Normal(0.0, prior.effect_sd))
        matrix = share * jnp.exp(-apart / jnp.exp(duration)) + (1 - share) * jnp.eye(len(days))
        mean = level + trend * (days - days.mean()) + effect * exposed(jnp.exp(half_life))
        factor = scale * jnp.linalg.cholesky(matrix + 1e-6 * jnp.eye(len(days)))
        numpyro.sample("answers", dist.MultivariateNormal(mean, scale_tril=factor), obs=jnp.asarray(values))

    sampler = MCMC(
        NUTS(model), num_warmup=500, num_samples=1500, num_chains=2, chain_method="vectorized", progress_bar=False
    )
    sampler.run(jax.random.key(1))
    draws = np.asarray(sampler.get_samples()["effect"])
    found = effect_posteriors(days, values[None], periods, prior)[0]
    mean, sd = _moments(found)
    assert abs(mean - draws.mean()) < 0.15 * draws.std()
    assert sd == pytest.approx(draws.std(), rel=0.12)
    for level in (0.025, 0.5, 0.975):
        assert abs(quantile(found, level) - np.quantile(draws, level)) < 0.25 * draws.std()
