"""Mean and variance of a readout with products, beside cubature that is exact for such polynomials."""

from __future__ import annotations

import itertools

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.polynomial.hermite_e import hermegauss

from unknot.inference.filtering import Moments, read
from unknot.model.linearise import linearise, structure_of
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.sleep import Sleep
from unknot.model.model import Model

MODEL = Model((Nociception(), Perception(), Sleep()))
STRUCTURE = structure_of(MODEL, (), ("perception.intensity",))
LINEAR = linearise(MODEL, STRUCTURE)


def _by_cubature(mean, covariance):
    """Gauss and Hermite with three nodes a dimension: exact to the fifth power, and a square needs four."""
    nodes, weights = hermegauss(3)
    weights = weights / weights.sum()
    root = np.linalg.cholesky(covariance)
    first = second = 0.0
    for places in itertools.product(range(3), repeat=len(mean)):
        x = mean + root @ nodes[list(places)]
        weight = np.prod(weights[list(places)])
        state = dict(zip(STRUCTURE.states, x, strict=True))
        pain = sum(state[f"nociception.{part}"] for part in ("drive", "improvement", "fluctuation"))
        pain += state["sleep.quality_coupling"] * state["sleep.quality"]
        first += weight * pain
        second += weight * pain**2
    return first, second - first**2


@pytest.mark.parametrize("seed", range(4))
def test_the_moments_of_a_product_are_exact(seed):
    """Also when a coupling and a departure have become correlated, as they do once answers come in."""
    random = np.random.default_rng(seed)
    count = len(STRUCTURE.states)
    mean, factor = random.normal(0, 2, count), random.normal(0, 1, (count, count))
    moments = Moments(jnp.asarray(mean), jnp.asarray(factor @ factor.T))
    found_mean, found_variance, _ = read(LINEAR, STRUCTURE, moments, 0)
    expected = _by_cubature(mean, factor @ factor.T)
    assert (float(found_mean), float(found_variance)) == pytest.approx(expected, rel=1e-10)


def test_the_direction_of_a_reading_is_its_slope():
    mean = jnp.asarray(np.random.default_rng(5).normal(0, 2, len(STRUCTURE.states)))
    _, _, direction = read(LINEAR, STRUCTURE, Moments(mean, jnp.eye(len(mean))), 0)
    whole = jnp.zeros(len(MODEL.state_names)).at[jnp.asarray(STRUCTURE.kept)]

    def pain(x):
        return float(MODEL.readouts(whole.set(x))["perception.intensity"].value)

    step = 1e-4 * np.eye(len(mean))
    differences = [(pain(mean + one) - pain(mean - one)) / 2e-4 for one in step]
    np.testing.assert_allclose(direction, differences, rtol=1e-7)
