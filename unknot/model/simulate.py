"""Many people through one regimen, with common random numbers.

The noise of a person's state in a step depends on the seed, the person, the state's name and the step alone. Two
regimens therefore differ only by what was changed, and a new mechanism leaves the noise of the others as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from unknot.errors import ModelError, did_you_mean
from unknot.model.exposure import Exposure, Numbers, dose_rates
from unknot.model.model import Model
from unknot.model.stepping import exponential_step, noise_variance


@dataclass(frozen=True)
class Trajectories:
    """States of some people over time.

    Attributes:
        days: The times, the start included [day], shape (times,).
        states: The states, shape (persons, times, states).
        names: The states' full names.
        readouts: What instruments can read, by full name, shape (persons, times).
        rating_noise: Spread of a rating of each readout.
        repeating: Chance that an answer on each readout only repeats the last one.
    """

    days: Numbers
    states: Float[Array, "person time state"]
    names: tuple[str, ...]
    readouts: dict[str, Float[Array, "person time"]]
    rating_noise: dict[str, Float[Array, ""]]
    repeating: dict[str, Float[Array, ""]]

    def state(self, name: str) -> Float[Array, "person time"]:
        """One state of everyone over time.

        Raises:
            ModelError: If the model has no such state.
        """
        if name not in self.names:
            raise ModelError("No such state.", given=repr(name), todo=did_you_mean(name, self.names))
        return self.states[:, :, self.names.index(name)]


def simulate(
    model: Model,
    given: Iterable[Exposure] = (),
    *,
    days: float,
    step: float = 1 / 24,
    persons: int = 1,
    seed: int = 0,
    noise: bool = True,
    start: Float[Array, " state"] | None = None,
) -> Trajectories:
    """Run people through a regimen.

    Args:
        model: The mechanisms; everyone shares their parameters.
        given: The exposures; those outside the time simulated are cut off.
        days: How long to simulate [day].
        step: Length of a step [day].
        persons: How many people.
        seed: Seed of all random numbers.
        noise: False for the deterministic part alone, from the mean start.
        start: The state to start from; drawn for each person from the model's start when left out.
    """
    given = tuple(given)
    edges = np.linspace(0.0, days, max(2, round(days / step) + 1))
    treatments = tuple(sorted({exposure.intervention for exposure in given}))
    rates = jnp.asarray(dose_rates(given, treatments, edges))
    inputs = tuple(f"dose_{name}" for name in treatments)
    for name in inputs:
        if name not in model.inputs():
            raise ModelError("Nothing listens to a dose.", given=name, todo=did_you_mean(name, model.inputs()))
    keys = jax.vmap(lambda person: jax.random.fold_in(jax.random.key(seed), person))(jnp.arange(persons))
    states, values = _run(model, keys, rates, jnp.asarray(np.diff(edges)), inputs, noise, start)
    at_start = model.readouts(model.start()[0])
    return Trajectories(
        days=edges,
        states=states,
        names=model.state_names,
        readouts=values,
        rating_noise={name: jnp.asarray(read.rating_noise) for name, read in at_start.items()},
        repeating={name: jnp.asarray(read.repeating) for name, read in at_start.items()},
    )


@eqx.filter_jit
def _run(
    model: Model,
    keys: Array,
    rates: Float[Array, "step treatment"],
    lengths: Float[Array, " step"],
    inputs: tuple[str, ...],
    noise: bool,
    start: Float[Array, " state"] | None,
) -> tuple[Float[Array, "person time state"], dict[str, Float[Array, "person time"]]]:
    mean, sd = model.start()
    tags = jnp.asarray([crc32(name.encode()) & 0x7FFFFFFF for name in model.state_names])

    def draws(key: Array, index: Array) -> Float[Array, " state"]:
        def draw(tag: Array) -> Array:
            return jax.random.normal(jax.random.fold_in(jax.random.fold_in(key, tag), index))

        return jax.vmap(draw)(tags)

    def advance(key: Array, x: Array, index: Array) -> tuple[Array, Array]:
        exposure = {name: rates[index, i] for i, name in enumerate(inputs)}
        production, loss = model.flows(x, exposure)
        step = lengths[index]
        x = exponential_step(x, production, loss, step)
        if noise:
            variance = noise_variance(model.noise(exposure), loss, step)
            x = x + _root(variance) * draws(key, index + 1)
        return x, x

    def one_person(key: Array) -> Float[Array, "time state"]:
        x0 = mean + sd * draws(key, jnp.asarray(0)) * noise if start is None else start
        _, path = jax.lax.scan(lambda x, index: advance(key, x, index), x0, jnp.arange(len(lengths)))
        return jnp.concatenate([x0[None], path])

    states = jax.vmap(one_person)(keys)
    return states, jax.vmap(jax.vmap(lambda x: _read(model, x)))(states)


def _read(model: Model, x: Float[Array, " state"]) -> dict[str, Array]:
    return {name: jnp.asarray(readout.value, dtype=float) for name, readout in model.readouts(x).items()}


def _root(variance: Array) -> Array:
    """The square root, with slope 0 instead of infinity where there is no noise."""
    noisy = variance > 0
    return jnp.where(noisy, jnp.sqrt(jnp.where(noisy, variance, 1.0)), 0.0)
