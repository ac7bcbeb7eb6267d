"""Moments of a rounded and clipped rating beside numerical integration and SciPy's truncated normal."""

from __future__ import annotations

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm, truncnorm

from unknot.model.observation import (
    HIGHEST,
    LOWEST,
    draw_answers,
    repeated_moments,
    round_answer,
    rounded_moments,
    with_habit,
)

moments = jax.jit(rounded_moments)
slopes = jax.jit(jax.jacfwd(rounded_moments, argnums=(0, 1)))
backwards = jax.jit(jax.jacrev(rounded_moments, argnums=(0, 1)))


def _limits(answer, half_width):
    lower = -np.inf if answer - half_width <= LOWEST else answer - half_width
    upper = np.inf if answer + half_width >= HIGHEST else answer + half_width
    return lower, upper


def _by_quadrature(mean, sd, answer, half_width):
    """The three moments, integrated from the most likely point outwards to keep the digits of far tails."""
    low, high = ((limit - mean) / sd for limit in _limits(answer, half_width))
    peak = min(max(0.0, low), high)
    reach = 40 / max(1.0, abs(peak))
    ends = max(low, peak - reach), min(high, peak + reach)

    def moment(power):
        return quad(
            lambda z: np.exp(-(z - peak) * (z + peak) / 2) * (z - peak) ** power,
            *ends,
            epsabs=1e-14 * reach ** (power + 1),
            epsrel=1e-12,
            limit=400,
        )[0]

    mass, first, second = moment(0), moment(1), moment(2)
    centre = first / mass
    return (
        np.log(mass) + norm.logpdf(peak),
        mean + sd * (peak + centre),
        sd**2 * (second / mass - centre**2),
    )


def _ours(mean, sd, answer, half_width):
    return tuple(float(part) for part in moments(*map(jnp.asarray, (mean, sd**2, answer, half_width))))


CASES = [
    pytest.param(5.0, 1.0, 5.0, 0.5, id="in the middle"),
    pytest.param(4.2, 1.3, 7.0, 0.5, id="to one side"),
    pytest.param(5.0, 0.1, 5.0, 0.5, id="far narrower than a step"),
    pytest.param(5.0, 30.0, 5.0, 0.5, id="far wider than the scale"),
    pytest.param(1.0, 1.0, 0.0, 0.5, id="lowest answer"),
    pytest.param(-4.0, 1.0, 0.0, 0.5, id="lowest answer, expected below it"),
    pytest.param(9.4, 0.8, 10.0, 0.5, id="highest answer"),
    pytest.param(14.0, 1.0, 10.0, 0.5, id="highest answer, expected above it"),
    pytest.param(8.0, 0.7, 0.0, 0.5, id="lowest answer from 11 sd away"),
    pytest.param(1.0, 0.5, 9.0, 0.5, id="high answer from 15 sd away"),
    pytest.param(9.0, 0.4, 2.0, 0.5, id="low answer from 16 sd away"),
    pytest.param(4.0, 1.0, 5.0, 0.05, id="steps of 0.1"),
    pytest.param(4.0, 1.0, 5.0, 0.005, id="steps of 0.01"),
    pytest.param(4.0, 1.0, 5.0, 5.0, id="one step is the whole scale"),
]


@pytest.mark.parametrize(("mean", "sd", "answer", "half_width"), CASES)
def test_the_moments_equal_numerical_integration(mean, sd, answer, half_width):
    log_probability, centre, variance = _ours(mean, sd, answer, half_width)
    expected = _by_quadrature(mean, sd, answer, half_width)
    assert log_probability == pytest.approx(expected[0], rel=1e-9, abs=1e-9)
    assert centre == pytest.approx(expected[1], abs=1e-9 * sd)
    assert variance == pytest.approx(expected[2], rel=1e-6)


@pytest.mark.parametrize(
    ("mean", "sd", "answer"), [*itertools.product((-1.0, 3.0, 8.5), (0.6, 2.0), (0.0, 1.0, 5.0, 10.0))]
)
def test_the_moments_equal_those_of_scipy(mean, sd, answer):
    lower, upper = _limits(answer, 0.5)
    cut = truncnorm((lower - mean) / sd, (upper - mean) / sd, mean, sd)
    log_probability, centre, variance = _ours(mean, sd, answer, 0.5)
    assert centre == pytest.approx(cut.mean(), abs=1e-7)
    assert variance == pytest.approx(cut.var(), rel=1e-4, abs=1e-7)
    if log_probability > -15:
        assert log_probability == pytest.approx(np.log(norm.cdf(upper, mean, sd) - norm.cdf(lower, mean, sd)))


@pytest.mark.parametrize("resolution", [1.0, 0.5, 0.1])
def test_all_answers_together_are_certain(resolution):
    answers = np.arange(0.0, 10 + resolution / 2, resolution)
    found = [_ours(3.3, 2.0, float(answer), resolution / 2)[0] for answer in answers]
    assert np.sum(np.exp(found)) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("half_width", [5e-4, 5e-5, 5e-6, 0.0])
def test_a_tiny_step_is_the_density(half_width):
    """Also no step at all, as on a slider: the rating is known and its density counts, up to a constant."""
    width = max(2 * half_width, 2e-6)
    for mean in (4.0, 5.0, 8.0):
        log_probability, centre, variance = _ours(mean, 1.0, 5.0, half_width)
        assert log_probability == pytest.approx(norm.logpdf(5.0, mean) + np.log(width), rel=1e-7)
        assert centre == pytest.approx(5.0, abs=1e-6)
        assert 0 <= variance < 1e-6


def test_variance_never_grows_and_never_vanishes():
    grid = itertools.product((-20.0, 0.1, 5.0, 30.0), (1e-3, 0.3, 2.0, 50.0), (0.0, 4.0, 10.0), (0.5, 1e-5))
    for mean, sd, answer, half_width in grid:
        log_probability, centre, variance = _ours(mean, sd, answer, half_width)
        assert np.isfinite([log_probability, centre]).all()
        assert log_probability <= 0
        assert 0 < variance <= sd**2


@pytest.mark.parametrize("sd", [0.05, 0.7, 40.0])
@pytest.mark.parametrize("half_width", [5.0, 0.5, 0.005, 5e-7, 0.0])
def test_slopes_are_finite_everywhere(sd, half_width):
    for mean, answer in itertools.product((-30.0, 0.0, 4.7, 10.0, 40.0), (0.0, 3.0, 10.0)):
        given = tuple(map(jnp.asarray, (mean, sd**2, answer, half_width)))
        for slope in jax.tree.leaves((slopes(*given), backwards(*given))):
            assert np.isfinite(slope)


@pytest.mark.parametrize(("mean", "answer", "half_width"), [(4.6, 5.0, 0.5), (6, 0, 0.5), (3, 4, 0.005)])
def test_the_slope_of_the_log_probability_is_the_surprise(mean, answer, half_width):
    """d log p / d mean = (centre - mean) / variance: the identity behind the update of the filter."""
    given = tuple(map(jnp.asarray, (float(mean), 1.7, float(answer), half_width)))
    slope = slopes(*given)[0][0]
    _, centre, _ = moments(*given)
    assert float(slope) == pytest.approx(float((centre - given[0]) / given[1]), rel=1e-9)


def test_drawn_answers_come_as_often_as_they_are_probable():
    value = jnp.full(100_000, 1.2)
    answers = np.asarray(draw_answers(value, jnp.asarray(1.1), jax.random.key(0)))
    for answer in range(5):
        expected = np.exp(_ours(1.2, 1.1, float(answer), 0.5)[0])
        assert np.mean(answers == answer) == pytest.approx(expected, abs=0.006)


def test_answers_stay_on_the_scale():
    given = jnp.asarray([-3.0, 0.24, 0.26, 4.9, 99.0])
    assert round_answer(given, 0.5).tolist() == [0.0, 0.0, 0.5, 5.0, 10.0]


@pytest.mark.parametrize("repeats", [True, False])
@pytest.mark.parametrize("chance", [0.0, 0.2, 0.9])
def test_the_rating_behind_an_answer_that_may_be_repeated_is_a_mixture(chance, repeats):
    """Beside draws: a rating that is looked at, or the last answer again, whatever the rating."""
    mean, sd, answer = 4.3, 1.2, 5.0
    random = np.random.default_rng(4)
    ratings, habit = random.normal(mean, sd, 2_000_000), random.random(2_000_000) < chance
    given = np.where(habit, answer if repeats else -1.0, np.clip(np.round(ratings), 0, 10)) == answer
    found = repeated_moments(
        moments(*map(jnp.asarray, (mean, sd**2, answer, 0.5))), mean, sd**2, jnp.asarray(chance), jnp.asarray(repeats)
    )
    log_probability, centre, variance, fresh = (float(part) for part in found)
    assert np.exp(log_probability) == pytest.approx(given.mean(), rel=0.01)
    assert centre == pytest.approx(ratings[given].mean(), abs=0.01)
    assert variance == pytest.approx(ratings[given].var(), rel=0.01)
    assert fresh == pytest.approx(1 - habit[given].mean(), abs=0.005)


def test_a_habit_repeats_the_answer_that_was_given_and_never_the_first():
    fresh = np.asarray([3.0, 4.0, 5.0, 6.0, 7.0])
    repeated = np.asarray([True, False, True, True, False])
    assert with_habit(fresh, repeated).tolist() == [3.0, 4.0, 4.0, 4.0, 7.0]
