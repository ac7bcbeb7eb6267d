"""Virtual people: a population is one model with a leading axis on what people differ in."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from unknot.model.exposure import Numbers
from unknot.model.model import Model
from unknot.model.stepping import exponential_step
from unknot.model.surroundings import surroundings

_FURTHEST = 3.0
_SETTLING_DAYS, _SETTLING_STEP = 120, 0.5


@dataclass(frozen=True)
class People:
    """Some virtual people.

    Attributes:
        model: Their parameters; those that people differ in have a leading axis.
        start: The state each begins with, shape (states, persons).
    """

    model: Model
    start: Float[Array, "state person"]

    @property
    def count(self) -> int:
        """How many they are."""
        return int(self.start.shape[1])

    @property
    def axes(self) -> Model:
        """For each parameter, the axis of persons: 0, or None where everyone is the same."""
        return jax.tree.map(lambda value: 0 if jnp.ndim(value) else None, self.model)


def draw_people(model: Model, count: int, seed: int) -> People:
    """Draw people around a typical one.

    A draw depends on the seed and the name of the parameter or state alone, so that two models that share a mechanism
    share its people. Nobody is further from the median than three spreads.

    Args:
        model: The typical person.
        count: How many people.
        seed: Seed of all draws.
    """
    spreads = {name: entry.prior or entry.spread for name, entry in model.parameters().items()}
    values = {
        name: _around(
            model.value(name),
            prior.value(0.0),
            prior.value(jnp.asarray(_draws(seed, name, count, prior.degrees_of_freedom))),
        )
        for name, prior in spreads.items()
        if prior is not None
    }
    drawn = model.with_values(values)
    people = People(drawn, jnp.zeros((len(model.state_names), count)))
    mean, sd = eqx.filter_vmap(lambda one: one.start(), in_axes=(people.axes,), axis_size=count, out_axes=1)(drawn)
    normal = jnp.asarray(np.stack([_draws(seed, name, count) for name in model.state_names]))
    return settled(People(drawn, mean + sd * normal), declared=(mean != 0) | (sd > 0))


def settled(people: People, declared: Float[Array, "state person"]) -> People:
    """The same people with every state that has no start of its own on its balance with the others.

    Args:
        people: The people as drawn.
        declared: Which states keep the start they were drawn with.
    """
    edges = np.arange(0.0, _SETTLING_DAYS + _SETTLING_STEP, _SETTLING_STEP)
    inputs = tuple(people.model.inputs())
    levels = jnp.asarray(surroundings(inputs, edges))
    return People(people.model, _settle(people.model, people.axes, people.start, declared, levels, inputs))


@eqx.filter_jit
def _settle(model: Model, axes: Model, start: Array, declared: Array, levels: Array, inputs: tuple[str, ...]) -> Array:
    flows = jax.vmap(lambda one, x, exposure: one.flows(x, exposure), in_axes=(axes, 1, None), out_axes=1)

    def advance(x: Array, level: Array) -> tuple[Array, None]:
        production, loss = flows(model, x, dict(zip(inputs, level, strict=True)))
        stepped = exponential_step(x, production, loss, _SETTLING_STEP)
        return jnp.where(declared, start, stepped), None

    return jax.lax.scan(advance, start, levels)[0]


def _draws(seed: int, name: str, count: int, degrees_of_freedom: float | None = None) -> Numbers:
    generator = np.random.default_rng((seed, crc32(name.encode())))
    if degrees_of_freedom is None:
        return np.clip(generator.standard_normal(count), -_FURTHEST, _FURTHEST)
    return np.clip(generator.standard_t(degrees_of_freedom, count), -_FURTHEST, _FURTHEST)


def _around(typical: Array | float, median: Array | float, drawn: Array) -> Array:
    """The draws moved from the prior's median to the typical value, in proportion."""
    return drawn * (jnp.asarray(typical) / median)
