"""Traced computations become scalar operations that mean the same, or a message that names what is missing."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from unknot.cohort.kernel.graph import Graph, Varies
from unknot.cohort.kernel.hoisting import hoisted
from unknot.cohort.kernel.lowering import lower, trace
from unknot.errors import UnknotError

MATRIX = np.asarray([[1.0, -2.0], [0.5, 3.0]])
FUNCTIONS = {
    "arithmetic": lambda x: (x[0] - 2 * x[1]) / (1 + x[2] ** 3) + x[0] ** -2 + jnp.square(x[1]) - abs(x[2]),
    "elementary": lambda x: jnp.exp(x[0]) + jnp.log1p(x[1] ** 2) + jnp.tanh(x[2]) + jax.nn.sigmoid(x[0]),
    "choices": lambda x: jnp.where((x[0] > x[1]) & ~(x[2] > 9), jnp.clip(x[0], 0.0, 1.0), jnp.maximum(x[1], x[2])),
    "sums": lambda x: jnp.sum(x) + jnp.max(x) - jnp.prod(x[:2]) + jnp.dot(jnp.asarray(MATRIX[0]), x[:2]),
    "matrices": lambda x: (jnp.asarray(MATRIX) @ x[:2])[1] + jnp.outer(x, x).T[0, 2],
    "moves": lambda x: jnp.flip(x)[0] + x[jnp.asarray([2, 0])][1] + jnp.roll(x, 1)[0] + jnp.stack([x, x])[1, 2],
    "places": lambda x: x.at[1].set(x[0])[1] + jax.lax.dynamic_slice(x, (1,), (2,))[1] + jnp.split(x, 3)[2][0],
    "jitted": lambda x: jax.jit(lambda y: jax.nn.softplus(y) + jax.nn.relu(y))(x[0]),
    "rounding": lambda x: jnp.floor(x[0]) + jnp.ceil(x[1]) + jnp.sign(x[2]) + x[0].astype(int),
    "roots": lambda x: jnp.sqrt(x[0]) + jax.lax.rsqrt(x[0]) + jnp.power(x[0], 1.7) + jnp.cos(x[2]),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_lowered_means_the_same_rearranged_or_not(name):
    function, points = FUNCTIONS[name], np.random.default_rng(0).uniform(0.2, 3.0, (3, 50))
    graph = Graph()
    kinds = (Varies.BY_BOTH, Varies.BY_PERSON, Varies.BY_STEP)
    given = [graph.given(f"x{place}", kinds[place]) for place in range(3)]
    result = int(lower(graph, trace(function, jnp.zeros(3)), [np.asarray(given)])[0])
    expected = jax.vmap(function)(jnp.asarray(points.T))
    values = {f"x{place}": points[place] for place in range(3)}
    np.testing.assert_allclose(graph.evaluate([result], values)[0], expected, rtol=1e-12)
    new, moved = hoisted(graph, [result])
    np.testing.assert_allclose(new.evaluate([moved[result]], values)[0], expected, rtol=1e-12)


def test_a_primitive_that_is_not_known_is_named():
    with pytest.raises(UnknotError, match="sort"):
        lower(Graph(), trace(lambda x: jnp.sort(x)[0], jnp.zeros(3)), [np.zeros(3, dtype=int)])


def test_a_place_that_depends_on_a_number_is_refused_by_name():
    graph = Graph()
    x = np.asarray([graph.given(f"x{place}", Varies.BY_BOTH) for place in range(3)])
    with pytest.raises(UnknotError, match="dynamic_slice"):
        lower(graph, trace(lambda x: x[x[0].astype(int)], jnp.zeros(3)), [x])


def test_equal_operations_are_written_once():
    graph = Graph()
    x = graph.given("x", Varies.BY_BOTH)
    assert graph.apply("exp", x) == graph.apply("exp", x)
    assert graph.apply("mul", graph.constant(0.0), x) == graph.constant(0.0)
    assert graph.apply("add", graph.constant(2.0), graph.constant(3.0)) == graph.constant(5.0)
