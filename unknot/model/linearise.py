r"""The model as a diary sees it: a linear state space derived from the mechanisms by differentiation.

At hours and days the mechanisms of a diary are linear in their states, apart from two products that the filter can
handle exactly: a dose times the personal size of its effect, and a coupling times a departure in what is read. The
derivation checks that this is so, and refuses a model in which states drive each other directly.

Between events every state stands alone, $\dot x_i = p_i - l_i x_i + \text{noise}$; a dose fills state i from one
source state, $\dot x_i = c_i\,u\,x_{s(i)}$; a readout is quadratic, $h(x) = h_0 + w^\top x + \tfrac12 x^\top A x$.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

from unknot.errors import ModelError, did_you_mean
from unknot.model.exposure import Numbers
from unknot.model.model import Model
from unknot.model.traced import traced_once


@dataclass(frozen=True)
class Structure:
    """What does not change with the parameters; found once for a model, compared when compiling.

    Attributes:
        states: Full names of the states kept: those that can move one of the readouts.
        kept: Their places in the model's own state vector.
        inputs: The doses, one for each column of amounts.
        readouts: Full names of what the instruments read.
        sources: For each state, the state that a dose fills it from (itself where no dose does).
        fillers: For each state, the dose that fills it (-1 where none does).
        products: For each readout, the states that occur in a product in it.
    """

    states: tuple[str, ...]
    kept: tuple[int, ...]
    inputs: tuple[str, ...]
    readouts: tuple[str, ...]
    sources: tuple[int, ...]
    fillers: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]


class LinearModel(eqx.Module):
    """The numbers of the linear state space; shapes by state, input and readout."""

    mean: Float[Array, " state"]
    sd: Float[Array, " state"]
    production: Float[Array, " state"]
    loss: Float[Array, " state"]
    noise: Float[Array, " state"]
    fill: Float[Array, " state"]
    fill_noise: Float[Array, " state"]
    constant: Float[Array, " readout"]
    loading: Float[Array, "readout state"]
    curvature: Float[Array, "readout state state"]
    rating_noise: Float[Array, " readout"]
    repeating: Float[Array, " readout"]


def structure_of(model: Model, inputs: tuple[str, ...], readouts: tuple[str, ...]) -> Structure:
    """Find the structure of a model, and check that it has the form above.

    Args:
        model: The model at some ordinary parameter values.
        inputs: The doses that occur.
        readouts: The readouts that are answered.

    Raises:
        ModelError: If a readout is unknown, or the model is not linear in the sense of this module.
    """
    known = model.readout_names
    for name in readouts:
        if name not in known:
            raise ModelError("The model cannot read this.", given=repr(name), todo=did_you_mean(name, known))
    found, coupling, moving = jax.tree.map(np.asarray, _survey(model, inputs, readouts))
    sources, fillers = _fill_pattern(model.state_names, inputs, found)
    curved = np.abs(found.curvature).sum(axis=1) > 0
    read = curved.any(axis=0) | (np.abs(found.loading).sum(axis=0) > 0)
    moving = moving | moving[np.asarray(sources)] | (coupling.sum(axis=1) > 0)
    kept = _kept(read & moving, sources)
    _refuse_direct_coupling(coupling, kept, model.state_names)
    place = {old: new for new, old in enumerate(kept)}
    return Structure(
        states=tuple(model.state_names[i] for i in kept),
        kept=kept,
        inputs=inputs,
        readouts=readouts,
        sources=tuple(place[sources[i]] for i in kept),
        fillers=tuple(fillers[i] for i in kept),
        products=tuple(tuple(place[i] for i in kept if curved[k, i]) for k in range(len(readouts))),
    )


def linearise(model: Model, structure: Structure) -> LinearModel:
    """The numbers of the linear state space at the model's parameter values; differentiable in them."""
    mean, sd = model.start()
    found = _expand(model, structure.inputs, structure.readouts)
    kept, here = np.asarray(structure.kept), np.arange(len(structure.kept))
    at_rest = model.noise({})
    fill, fill_noise = jnp.zeros(len(kept)), jnp.zeros(len(kept))
    for place, name in enumerate(structure.inputs):
        filled = np.asarray(structure.fillers) == place
        by_source = found.by_dose_and_state[:, place][kept][:, kept]
        fill = jnp.where(filled, by_source[here, np.asarray(structure.sources)], fill)
        fill_noise = jnp.where(filled, (model.noise({name: jnp.asarray(1.0)}) - at_rest)[kept], fill_noise)
    return LinearModel(
        mean=mean[kept],
        sd=sd[kept],
        production=found.production[kept],
        loss=found.loss[kept],
        noise=at_rest[kept],
        fill=fill,
        fill_noise=fill_noise,
        constant=found.constant,
        loading=found.loading[:, kept],
        curvature=found.curvature[:, kept][:, :, kept],
        rating_noise=found.rating_noise,
        repeating=found.repeating,
    )


class _Expansion(NamedTuple):
    """The equations around the zero state: values, slopes and curvatures."""

    production: Array
    loss: Array
    by_dose: Array
    by_dose_and_state: Array
    constant: Array
    loading: Array
    curvature: Array
    rating_noise: Array
    repeating: Array


def _expand(model: Model, inputs: tuple[str, ...], readouts: tuple[str, ...]) -> _Expansion:
    zero = jnp.zeros(len(model.state_names))

    def produced(x: Array, rates: Array) -> tuple[Array, tuple[Array, Array]]:
        production, loss = model.flows(x, {name: rates[i] for i, name in enumerate(inputs)})
        return production, (production, loss)

    def by_dose(x: Array) -> tuple[Array, tuple[Array, tuple[Array, Array]]]:
        slope, flows = jax.jacfwd(produced, argnums=1, has_aux=True)(x, jnp.zeros(len(inputs)))
        return slope, (slope, flows)

    def read(x: Array) -> tuple[Array, tuple[Array, Array, Array]]:
        found = model.readouts(x)
        values = jnp.stack([jnp.asarray(found[name].value, dtype=float) for name in readouts])
        noises = jnp.stack([jnp.asarray(found[name].rating_noise, dtype=float) for name in readouts])
        habits = jnp.stack([jnp.asarray(found[name].repeating, dtype=float) for name in readouts])
        return values, (values, noises, habits)

    def slope(x: Array) -> tuple[Array, tuple[Array, tuple[Array, Array, Array]]]:
        loading, values = jax.jacfwd(read, has_aux=True)(x)
        return loading, (loading, values)

    by_both, (by_rate, (production, loss)) = jax.jacfwd(by_dose, has_aux=True)(zero)
    curvature, (loading, (constant, noises, habits)) = jax.jacfwd(slope, has_aux=True)(zero)
    return _Expansion(production, loss, by_rate, by_both, constant, loading, curvature, noises, habits)


@traced_once
def _survey(model: Model, inputs: tuple[str, ...], readouts: tuple[str, ...]) -> tuple[_Expansion, Array, Array]:
    """Expansion, direct coupling of states, and which states can leave zero by themselves."""
    point = jnp.linspace(0.3, 1.7, len(model.state_names))
    by_state, losses = jax.jacfwd(lambda x: model.flows(x, {}))(point)
    mean, sd = model.start()
    found = _expand(model, inputs, readouts)
    moving = (mean != 0) | (sd > 0) | (model.noise({}) > 0) | (found.production != 0)
    return found, jnp.abs(by_state) + jnp.abs(losses), moving


def _refuse_direct_coupling(coupling: Numbers, kept: tuple[int, ...], names: tuple[str, ...]) -> None:
    """A state that drives another between doses would need a full transition matrix."""
    coupled = np.argwhere(coupling[np.asarray(kept, dtype=int)] > 0)
    if len(coupled):
        target, source = names[kept[coupled[0][0]]], names[coupled[0][1]]
        raise ModelError(
            "The diary model needs states that change on their own between doses.",
            given=f"'{source}' drives '{target}'",
            todo="Let it act through an offer to what is read, or leave the mechanism out of the diary model.",
        )


def _fill_pattern(
    names: tuple[str, ...], inputs: tuple[str, ...], found: _Expansion
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    sources, fillers = list(range(len(names))), [-1] * len(names)
    for place, name in enumerate(inputs):
        if np.any(found.by_dose[:, place] != 0):
            raise ModelError("A dose must act through a state that holds its size.", given=name)
        for target, source in np.argwhere(found.by_dose_and_state[:, place] != 0):
            if fillers[target] != -1:
                raise ModelError(
                    "A state of the diary model can be filled by one dose from one source only.",
                    given=names[target],
                )
            sources[target], fillers[target] = int(source), place
    return tuple(sources), tuple(fillers)


def _kept(moving: NDArray[np.bool_], sources: tuple[int, ...]) -> tuple[int, ...]:
    """The moving states and all they are filled from."""
    return tuple(sorted({place for i in np.flatnonzero(moving) for place in (int(i), sources[i])}))
