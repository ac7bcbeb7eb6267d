r"""Looking back: states at every event given all answers, by the modified Bryson-Frazier recursion.

The recursion carries an adjoint $\lambda, \Lambda$ backwards; at every event the smoothed moments are
$m - P\lambda$ and $P - P\Lambda P$. It needs no inverse, so states without any variance do no harm.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from unknot.inference.filtering import Events, Filtered, Moments, Prediction, Transition, read, run_filter
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


def smooth(filtered: Filtered, structure: Structure) -> Moments:
    """Moments at every event given all answers, stacked over events."""
    size = filtered.last.mean.shape[0]
    start = _Adjoint(jnp.zeros(size), jnp.zeros((size, size)))

    def back(adjoint: _Adjoint, row: tuple[Prediction, Moments, Transition]) -> tuple[_Adjoint, Moments]:
        predictions, before, transition = row
        adjoint = _through_answers(adjoint, predictions, before)
        spread = before.covariance @ adjoint.curvature @ before.covariance
        moments = Moments(before.mean - before.covariance @ adjoint.slope, before.covariance - spread)
        return _through_transition(adjoint, transition, structure), moments

    rows = (filtered.predictions, filtered.before, filtered.transitions)
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


def _through_transition(adjoint: _Adjoint, transition: Transition, structure: Structure) -> _Adjoint:
    size = len(structure.states)
    from_source = np.eye(size)[np.asarray(structure.sources)]
    matrix = (jnp.eye(size) + transition.added[:, None] * from_source) * transition.decay[None, :]
    return _Adjoint(matrix.T @ adjoint.slope, matrix.T @ adjoint.curvature @ matrix)


@traced_once
def look_back(
    structure: Structure, events: Events, linear: LinearModel, readout: int, relief_states: tuple[int, ...]
) -> Seen:
    """One instrument's expected ratings over a whole timeline, for a batch of linear models.

    Args:
        structure: The linear structure.
        events: The timeline; moments after the last answer are forecasts.
        linear: A batch of linear models, leading axis draws.
        readout: The instrument's place among the readouts.
        relief_states: The states that hold relief.
    """

    def one(at: LinearModel) -> Seen:
        filtered = run_filter(at, structure, events)
        smoothed = smooth(filtered, structure)
        mean, variance, _ = jax.vmap(lambda m, p: read(at, structure, Moments(m, p), readout))(*smoothed)
        places = np.asarray(relief_states, dtype=int)
        relief = -(smoothed.mean[:, places] @ at.loading[readout][places])
        total = jnp.sum(filtered.predictions.log_probability)
        return Seen(mean, variance + at.rating_noise[readout] ** 2, relief, total)

    return jax.lax.map(one, linear, batch_size=8)
