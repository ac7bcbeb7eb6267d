r"""The Kalman filter of a diary: exact between events, moment matching at rounded answers.

Between events each state decays on its own. A dose fills states from the state that holds its size. An answer on an
instrument with readout $h(x) = h_0 + w^\top x + \tfrac12 x^\top A x$ is predicted with

$$\mu = h(m) + \tfrac12\operatorname{tr}(AP), \quad H = w + Am, \quad
  S = HPH^\top + \tfrac12\operatorname{tr}(APAP) + r^2,$$

the exact moments of a quadratic form, and the state is updated with the moments of a rating known to lie in the
interval of its answer. An answer equal to the last one may only repeat it: see `repeated_moments`.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float

from unknot.inference.timeline import Timeline
from unknot.model.linearise import LinearModel, Structure
from unknot.model.observation import repeated_moments, rounded_moments
from unknot.model.stepping import mean_decay, noise_variance


class Events(NamedTuple):
    """A timeline as arrays for compiled code; fields as in `Timeline`."""

    steps: Float[Array, " event"]
    amounts: Float[Array, "event treatment"]
    durations: Float[Array, "event treatment"]
    answers: Float[Array, "event instrument"]
    answered: Bool[Array, "event instrument"]
    follows: Bool[Array, "event instrument"]
    repeats: Bool[Array, "event instrument"]
    half_widths: Float[Array, " instrument"]

    @classmethod
    def of(cls, timeline: Timeline) -> Events:
        """The arrays of a timeline."""
        return cls(*jax.device_put([getattr(timeline, name) for name in cls._fields]))

    @classmethod
    def none(cls) -> Events:
        """No events at all, where only the model is needed."""
        nothing = jnp.asarray(np.zeros(0), dtype=float)
        return cls(*(nothing for _ in cls._fields))


class Moments(NamedTuple):
    """Mean and covariance of the states."""

    mean: Float[Array, " state"]
    covariance: Float[Array, "state state"]


class Prediction(NamedTuple):
    """What was expected of one answer, and how the answer changed the state.

    The update is ``mean + P H * surprise`` and ``P - P H H P * weight``; both are 0 where nothing was answered, and
    nothing is computed there: most moments of a diary lack most of what could happen at them. `fresh` is the
    probability that the answer does not only repeat the last one, `habit_score` the slope of its log-probability in
    the chance of that.
    """

    log_probability: Float[Array, ""]
    mean: Float[Array, ""]
    variance: Float[Array, ""]
    direction: Float[Array, " state"]
    surprise: Float[Array, ""]
    weight: Float[Array, ""]
    fresh: Float[Array, ""]
    habit_score: Float[Array, ""]


class Transition(NamedTuple):
    """How the state came from the event before: ``x = fill(decay * x)``; `fill` adds `added` of each source."""

    decay: Float[Array, " state"]
    added: Float[Array, " state"]


def initial_moments(linear: LinearModel) -> Moments:
    """Where a person starts before any data."""
    return Moments(linear.mean, jnp.diag(linear.sd**2))


def predict(linear: LinearModel, structure: Structure, moments: Moments, event: Events) -> tuple[Moments, Transition]:
    """Carry the moments over the time since the last event and through the dose that ends now."""
    step, loss = event.steps, linear.loss
    decay = jnp.exp(-loss * step)
    mean = decay * moments.mean + linear.production * step * mean_decay(loss * step)
    covariance = decay[:, None] * moments.covariance * decay[None, :]
    covariance = covariance + jnp.diag(noise_variance(linear.noise, loss, step))
    none = jnp.zeros_like(decay)
    if not structure.inputs:
        return Moments(mean, covariance), Transition(decay, none)
    filled, added = jax.lax.cond(
        jnp.any(event.amounts != 0),
        lambda before: _fill(linear, structure, before, event),
        lambda before: (before, none),
        Moments(mean, covariance),
    )
    return filled, Transition(decay, added)


def _fill(linear: LinearModel, structure: Structure, moments: Moments, event: Events) -> tuple[Moments, Array]:
    """The moments after the doses that end now, and what was added of each state's source."""
    mean, covariance = moments
    filler = np.maximum(structure.fillers, 0)
    filled = np.asarray(structure.fillers) >= 0
    source = np.asarray(structure.sources)
    amount = jnp.where(filled, event.amounts[filler], 0.0)
    duration = jnp.where(filled, event.durations[filler], 0.0)
    added = amount * linear.fill * mean_decay(linear.loss * duration)
    mean = mean + added * mean[source]
    covariance = covariance + added[:, None] * covariance[source, :]
    covariance = covariance + added[None, :] * covariance[:, source]
    spread = amount * linear.fill_noise * mean_decay(2 * linear.loss * duration)
    return Moments(mean, covariance + jnp.diag(spread)), added


def read(
    linear: LinearModel, structure: Structure, moments: Moments, readout: Array | int
) -> tuple[Array, Array, Array]:
    """Mean and variance of what an instrument would show, rating noise left out, and the direction of the reading."""
    direction = linear.loading[readout]
    expected, second_order, direction = jax.lax.cond(
        jnp.asarray([bool(places) for places in structure.products])[readout],
        lambda so_far: _with_products(linear, structure, moments, readout, so_far),
        lambda so_far: so_far,
        (linear.constant[readout] + direction @ moments.mean, jnp.asarray(0.0), direction),
    )
    return expected, direction @ (moments.covariance @ direction) + second_order, direction


def _with_products(
    linear: LinearModel,
    structure: Structure,
    moments: Moments,
    readout: Array | int,
    linear_part: tuple[Array, Array, Array],
) -> tuple[Array, Array, Array]:
    """What products of states add to the mean, to the variance and to the direction of a reading."""
    expected, _, direction = linear_part
    places = np.asarray(sorted({place for each in structure.products for place in each}), dtype=int)
    mean, covariance = moments.mean[places], moments.covariance[np.ix_(places, places)]
    curvature = linear.curvature[readout][np.ix_(places, places)]
    inner, pull = curvature @ covariance, curvature @ mean
    expected = expected + 0.5 * mean @ pull + 0.5 * jnp.trace(inner)
    return expected, 0.5 * jnp.sum(inner * inner.T), direction.at[places].add(pull)


def update(
    linear: LinearModel, structure: Structure, moments: Moments, event: Events, readout: Array | int
) -> tuple[Moments, Prediction]:
    """Learn from one answer, if there is one."""
    return jax.lax.cond(
        event.answered[readout],
        lambda before: _learn(linear, structure, before, event, readout),
        lambda before: (before, _no_answer(before)),
        moments,
    )


def _no_answer(moments: Moments) -> Prediction:
    nothing, nowhere = jnp.asarray(0.0), jnp.zeros_like(moments.mean)
    return Prediction(nothing, nothing, jnp.asarray(1.0), nowhere, nothing, nothing, nothing, nothing)


def _learn(
    linear: LinearModel, structure: Structure, moments: Moments, event: Events, readout: Array | int
) -> tuple[Moments, Prediction]:
    expected, variance, direction = read(linear, structure, moments, readout)
    variance = variance + linear.rating_noise[readout] ** 2
    anew = rounded_moments(expected, variance, event.answers[readout], event.half_widths[readout])
    chance = jnp.where(event.follows[readout], linear.repeating[readout], 0.0)
    log_probability, centre, left, fresh = repeated_moments(anew, expected, variance, chance, event.repeats[readout])
    again = event.repeats[readout] * jnp.exp(-log_probability)
    habit_score = jnp.where(event.follows[readout], again - fresh / (1 - chance), 0.0)
    surprise = (centre - expected) / variance
    weight = (variance - left) / variance**2
    reach = moments.covariance @ direction
    updated = Moments(moments.mean + reach * surprise, moments.covariance - weight * reach[:, None] * reach[None, :])
    rounding = event.half_widths[readout] ** 2 / 3
    seen = Prediction(log_probability, expected, variance + rounding, direction, surprise, weight, fresh, habit_score)
    return updated, seen


class Filtered(NamedTuple):
    """What the filter leaves behind.

    Attributes:
        last: Moments at the last event.
        predictions: Each answer's prediction, stacked over (events, instruments).
        before: Moments before the answers of each event, stacked over events.
        transitions: How each event's state came from the one before.
    """

    last: Moments
    predictions: Prediction
    before: Moments
    transitions: Transition


def run_filter(linear: LinearModel, structure: Structure, events: Events, start: Moments | None = None) -> Filtered:
    """Filter a whole timeline.

    Args:
        linear: The linear model.
        structure: Its structure.
        events: The timeline.
        start: Moments to go on from; those before any data when left out.
    """

    def advance(moments: Moments, event: Events) -> tuple[Moments, tuple[Prediction, Moments, Transition]]:
        event = event._replace(half_widths=events.half_widths)
        before, transition = predict(linear, structure, moments, event)
        moments, predictions = jax.lax.scan(
            lambda at, readout: update(linear, structure, at, event, readout),
            before,
            jnp.arange(len(structure.readouts)),
        )
        return moments, (predictions, before, transition)

    rows = events._replace(half_widths=jnp.zeros(len(events.steps)))
    last, (predictions, before, transitions) = jax.lax.scan(advance, start or initial_moments(linear), rows)
    return Filtered(last, predictions, before, transitions)
