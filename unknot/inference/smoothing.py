r"""Looking back: states at every event given all answers, by the modified Bryson-Frazier recursion.

The recursion carries an adjoint $\lambda, \Lambda$ backwards; at every event the smoothed moments are
$m - P\lambda$ and $P - P\Lambda P$. It needs no inverse, so states without any variance do no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from unknot.inference.cores import on_all_cores
from unknot.inference.filtering import Events, Filtered, Moments, Prediction, Transition, read, run_filter
from unknot.model.exposure import Numbers
from unknot.model.linearise import LinearModel, Structure
from unknot.model.traced import traced_once


class Seen(NamedTuple):
    """What is believed about one instrument at every event, leading axis draws.

    Attributes:
        mean: Expected rating [nrs].
        variance: Its variance, rating noise included [nrs^2].
        relief: Expected relief at work, in points of that instrument [nrs].
        log_likelihood: Of all answers.
    """

    mean: Float[Array, "draw event"]
    variance: Float[Array, "draw event"]
    relief: Float[Array, "draw event"]
    log_likelihood: Float[Array, " draw"]


class _Adjoint(NamedTuple):
    slope: Float[Array, " state"]
    curvature: Float[Array, "state state"]


_Row: TypeAlias = tuple[Prediction, Moments, Transition, Array, Array]


def smooth(filtered: Filtered, structure: Structure, events: Events) -> Moments:
    """Moments at every event given all answers, stacked over events.

    What is the same for all draws, whether there is an answer or a dose at all, is asked first: at most moments of a
    timeline there is none.
    """
    size = filtered.last.mean.shape[0]
    start = _Adjoint(jnp.zeros(size), jnp.zeros((size, size)))

    def back(adjoint: _Adjoint, row: _Row) -> tuple[_Adjoint, Moments]:
        predictions, before, transition, answered, given = row
        adjoint = jax.lax.cond(answered, lambda at: _through_answers(at, predictions, before), lambda at: at, adjoint)
        spread = before.covariance @ adjoint.curvature @ before.covariance
        moments = Moments(before.mean - before.covariance @ adjoint.slope, before.covariance - spread)
        adjoint = jax.lax.cond(given, lambda at: _through_fill(at, transition, structure), lambda at: at, adjoint)
        decay = transition.decay
        return _Adjoint(decay * adjoint.slope, decay[:, None] * adjoint.curvature * decay), moments

    happened = jnp.any(events.answered, axis=1), jnp.any(events.amounts != 0, axis=1)
    rows = (filtered.predictions, filtered.before, filtered.transitions, *happened)
    return jax.lax.scan(back, start, rows, reverse=True)[1]


def _through_answers(adjoint: _Adjoint, predictions: Prediction, before: Moments) -> _Adjoint:
    reaches: list[Array] = []
    covariance = before.covariance
    count = predictions.weight.shape[0]
    for i in range(count):
        reach = covariance @ predictions.direction[i]
        covariance = covariance - predictions.weight[i] * reach[:, None] * reach[None, :]
        reaches.append(reach)
    slope, curvature = adjoint
    for i in reversed(range(count)):
        direction, weight = predictions.direction[i], predictions.weight[i]
        slope = slope - direction * (predictions.surprise[i] + weight * (reaches[i] @ slope))
        half = curvature - weight * direction[:, None] * (reaches[i] @ curvature)[None, :]
        curvature = half - weight * (half @ reaches[i])[:, None] * direction[None, :]
        curvature = curvature + weight * direction[:, None] * direction[None, :]
    return _Adjoint(slope, curvature)


def _through_fill(adjoint: _Adjoint, transition: Transition, structure: Structure) -> _Adjoint:
    """What a dose fills a state with goes back to its source."""
    filled = np.flatnonzero(np.asarray(structure.fillers) >= 0)
    back = np.eye(len(structure.states))[:, np.asarray(structure.sources)[filled]]
    added = transition.added[filled]
    slope, curvature = adjoint
    slope = slope + back @ (added * slope[filled])
    curvature = curvature + back @ (added[:, None] * curvature[filled])
    return _Adjoint(slope, curvature + (curvature[:, filled] * added) @ back.T)


BATCH = 8
"""Draws that are looked at side by side."""


def look_back(
    structure: Structure, events: Events, linear: LinearModel, readout: int, relief_states: tuple[int, ...]
) -> Seen:
    """One instrument's expected ratings over a whole timeline, for a batch of linear models.

    The draws are shared out among the cores in small batches.

    Args:
        structure: The linear structure.
        events: The timeline; moments after the last answer are forecasts.
        linear: A batch of linear models, leading axis draws; as many as a multiple of `BATCH`.
        readout: The instrument's place among the readouts.
        relief_states: The states that hold relief.
    """
    leaves, form = jax.tree.flatten(jax.tree.map(np.asarray, linear))
    batches = zip(*(np.split(leaf, len(leaf) // BATCH) for leaf in leaves), strict=True)

    def seen(batch: Sequence[Numbers]) -> Seen:
        part = jax.device_put(jax.tree.unflatten(form, batch))
        return jax.tree.map(np.asarray, _look_back(structure, events, part, readout, relief_states))

    return jax.tree.map(lambda *parts: np.concatenate(parts), *on_all_cores(seen, list(batches)))


@traced_once
def _look_back(
    structure: Structure, events: Events, linear: LinearModel, readout: int, relief_states: tuple[int, ...]
) -> Seen:
    def one(at: LinearModel) -> Seen:
        filtered = run_filter(at, structure, events)
        smoothed = smooth(filtered, structure, events)
        mean, variance, _ = jax.vmap(lambda m, p: read(at, structure, Moments(m, p), readout))(*smoothed)
        places = np.asarray(relief_states, dtype=int)
        relief = -(smoothed.mean[:, places] @ at.loading[readout][places])
        total = jnp.sum(filtered.predictions.log_probability)
        return Seen(mean, variance + at.rating_noise[readout] ** 2, relief, total)

    return jax.vmap(one)(linear)
