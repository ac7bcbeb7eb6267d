"""Many virtual people through one regimen, read at chosen moments, with common random numbers across regimens."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from unknot.errors import ModelError, did_you_mean
from unknot.evidence.load import interventions, is_known
from unknot.model.exposure import Exposure, Numbers, input_levels
from unknot.model.grid import time_grid
from unknot.model.mechanism import Readout, Values
from unknot.model.model import Model
from unknot.model.parameter import Scalar
from unknot.model.people import People, step_each
from unknot.model.stepping import noise_variance
from unknot.model.surroundings import surroundings


@dataclass(frozen=True)
class Pace:
    """How finely time is cut.

    Attributes:
        finest: Length of the first step after a change [day].
        longest: Length that steps grow to [day].
    """

    finest: float = 1 / 288
    longest: float = 0.25


@dataclass(frozen=True)
class Readings:
    """What instruments would show, rating noise and rounding left out, or the states themselves.

    Attributes:
        times: The moments [day].
        values: By full name of the readout or state, shape (persons, times).
        rating_noise: Spread of one rating, by full name, shape (persons,); 0 for a state.
    """

    times: Numbers
    values: dict[str, Numbers]
    rating_noise: dict[str, Numbers]


def live(
    people: People,
    given: Iterable[Exposure],
    times: Sequence[float],
    readouts: Sequence[str],
    *,
    seed: int,
    start: float = 0.0,
    pace: Pace | None = None,
    beside: Iterable[Exposure] = (),
    noise: bool = True,
) -> Readings:
    """Let people live through a regimen.

    Args:
        people: Who; their noise depends on the seed and the grid alone, so that regimens on one grid can be compared
            person by person.
        given: The doses.
        times: When to read [day], each after `start`.
        readouts: What to read, by the full name of a readout or a state.
        seed: Seed of the noise.
        start: When it begins [day]; day 0 begins at midnight.
        pace: How finely time is cut; finer where a mechanism that is read asks for it.
        beside: Doses of the other regimens of a comparison; they are not given, but the grid meets them too.
        noise: False for the deterministic part alone.

    Raises:
        ModelError: If the model cannot read something, or nothing is known of a dose.
    """
    model, pace, given = people.model, pace or Pace(), tuple(given)
    readable = (*model.readout_names, *model.state_names)
    for name in readouts:
        if name not in readable:
            raise ModelError("The model cannot read this.", given=repr(name), todo=did_you_mean(name, readable))
    for dose in given:
        if not (dose.levels or is_known(dose.intervention) or f"dose_{dose.intervention}" in model.inputs()):
            raise ModelError(
                "Nothing is known of a dose.",
                given=repr(dose.intervention),
                todo=did_you_mean(dose.intervention, interventions()),
            )
    longest = min(pace.longest, _longest_step(model, readouts))
    edges = time_grid((*given, *beside), times, start=start, finest=min(pace.finest, longest), longest=longest)
    inputs = tuple(model.inputs())
    levels = input_levels(given, inputs, edges) + surroundings(inputs, edges)
    wanted = np.asarray(sorted(set(times)))
    slots = np.full(len(edges) - 1, len(wanted))
    slots[[int(np.argmin(np.abs(edges[1:] - time))) for time in wanted]] = np.arange(len(wanted))
    rows = (jnp.asarray(levels), jnp.asarray(np.diff(edges)), jnp.asarray(slots), jnp.arange(len(slots)))
    setting = _Setting(inputs, tuple(readouts), len(wanted), noise)
    read, spread = _live(model, people.start, rows, jax.random.key(seed, impl="rbg"), setting)
    return Readings(
        wanted,
        {name: np.asarray(read[:, place].T) for place, name in enumerate(readouts)},
        {name: np.asarray(spread[place]) for place, name in enumerate(readouts)},
    )


def _longest_step(model: Model, readouts: Sequence[str]) -> float:
    read = {name.partition(".")[0] for name in readouts}
    return min((one.longest_step for one in model.mechanisms if one.name in read), default=math.inf)


@dataclass(frozen=True)
class _Setting:
    inputs: tuple[str, ...]
    readouts: tuple[str, ...]
    count: int
    noise: bool


@eqx.filter_jit
def _live(
    model: Model, start: Array, rows: tuple[Array, Array, Array, Array], key: Array, setting: _Setting
) -> tuple[Float[Array, "time readout person"], Float[Array, "readout person"]]:
    persons = start.shape[1]
    noisy = len(model.noisy_states)

    def advance(carry: tuple[Array, Array], row: tuple[Array, Array, Array, Array]) -> tuple[tuple[Array, Array], None]:
        (x, seen), (level, length, slot, index) = carry, row
        exposure = dict(zip(setting.inputs, level, strict=True))
        normals = jax.random.normal(jax.random.fold_in(key, index), (noisy, persons)) if setting.noise else None
        x = lived_step(model, x, exposure, length, normals)
        values = jax.lax.cond(
            slot < setting.count, lambda: _read(model, x, setting.readouts)[0], lambda: jnp.zeros(nothing.shape[1:])
        )
        return (x, seen.at[slot].set(values)), None

    nothing = jnp.zeros((setting.count + 1, len(setting.readouts), persons))
    (_, seen), _ = jax.lax.scan(advance, (start, nothing), rows)
    return seen[:-1], _read(model, start, setting.readouts)[1]


def lived_step(
    model: Model, x: Array, exposure: Values, length: Scalar, normals: Array | None
) -> Float[Array, "state person"]:
    """One step of everyone, noise included.

    Args:
        model: Their parameters.
        x: Their states, shape (states, persons).
        exposure: Levels of the inputs.
        length: Length of the step [day].
        normals: Standard normal numbers for each of `model.noisy_states`, shape (noisy, persons); None for no noise.
    """
    after = step_each(model, x, exposure, length)
    if normals is None or not model.noisy_states:
        return after
    flows, rates = model.each_flow(x, exposure), model.each_noise(exposure)
    rows = list(after)
    for normal, name in zip(normals, model.noisy_states, strict=True):
        i = model.state_names.index(name)
        variance = noise_variance(jnp.asarray(rates[i]), jnp.asarray(flows[i].loss), length)
        rows[i] = rows[i] + jnp.sqrt(variance) * normal
    return jnp.stack(rows)


def _read(model: Model, x: Array, names: tuple[str, ...]) -> tuple[Array, Array]:
    """Values and rating noise of readouts and states, shape (names, persons) each."""
    found = model.readouts(x)
    states = {name: Readout(row, 0.0) for name, row in zip(model.state_names, jnp.unstack(x), strict=True)}
    read = [found[name] if name in found else states[name] for name in names]
    return _rows([one.value for one in read], x), _rows([one.rating_noise for one in read], x)


def _rows(values: Sequence[Scalar], x: Array) -> Array:
    return jnp.stack([jnp.broadcast_to(jnp.asarray(value, dtype=float), x.shape[1:]) for value in values])
