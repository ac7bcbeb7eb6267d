"""Predictions of answers from an origin some answers back, for many linear models at once."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from unknot.inference.filtering import Events, Moments, initial_moments, predict, read, update
from unknot.model.linearise import LinearModel, Structure
from unknot.model.traced import traced_once


class Ahead(NamedTuple):
    """Predictions at every event, leading axis draws.

    Attributes:
        log_probability: Of the event's answer given all answers before it; 0 where there is none.
        mean: Expected rating from the origin of the event [nrs].
        variance: Its variance, rating noise included, rounding left out [nrs^2].
    """

    log_probability: Float[Array, "draw event"]
    mean: Float[Array, "draw event"]
    variance: Float[Array, "draw event"]


@traced_once
def predictions_ahead(
    structure: Structure,
    events: Events,
    linear: LinearModel,
    readout: int,
    origins: Int[Array, " event"],
    span: int,
) -> Ahead:
    """Run the filter for each draw, and look ahead from each event's origin.

    Args:
        structure: The linear structure.
        events: The timeline.
        linear: A batch of linear models, leading axis draws.
        readout: The instrument's place among the readouts.
        origins: The event whose answers are the last that is known; -1 for none.
        span: The most events between an event and its origin; 0 where every origin is the answer before.
    """
    rows = events._replace(half_widths=jnp.zeros(len(events.steps)))

    def one(at: LinearModel) -> Ahead:
        def advance(moments: Moments, event: Events) -> tuple[Moments, tuple[Moments | None, Array, Array, Array]]:
            event = event._replace(half_widths=events.half_widths)
            before, _ = predict(at, structure, moments, event)
            mean, variance, _ = read(at, structure, before, readout)
            after, total = before, jnp.asarray(0.0)
            for place in range(len(structure.readouts)):
                after, prediction = update(at, structure, after, event, place)
                total = total + prediction.log_probability
            return after, (after if span else None, total, mean, variance)

        start = initial_moments(at)
        _, (after, log_probability, mean, variance) = jax.lax.scan(advance, start, rows)
        if after is not None:
            mean, variance = _look_ahead(structure, at, start, after, rows, origins, span, readout)
        return Ahead(log_probability, mean, variance + at.rating_noise[readout] ** 2)

    return jax.lax.map(one, linear, batch_size=32)


def _look_ahead(
    structure: Structure,
    linear: LinearModel,
    start: Moments,
    after: Moments,
    rows: Events,
    origins: Array,
    span: int,
    readout: int,
) -> tuple[Array, Array]:
    known = Moments(*(jnp.concatenate([first[None], later]) for first, later in zip(start, after, strict=True)))

    def at_event(event: Array, origin: Array) -> tuple[Array, Array]:
        def step(moments: Moments, ahead: Array) -> tuple[Moments, None]:
            place = jnp.minimum(origin + 1 + ahead, event)
            moved, _ = predict(linear, structure, moments, jax.tree.map(lambda column: column[place], rows))
            within = origin + 1 + ahead <= event
            return Moments(*(jnp.where(within, new, old) for new, old in zip(moved, moments, strict=True))), None

        here = Moments(*(part[origin + 1] for part in known))
        moments, _ = jax.lax.scan(step, here, jnp.arange(span))
        mean, variance, _ = read(linear, structure, moments, readout)
        return mean, variance

    return jax.vmap(at_event)(jnp.arange(len(origins)), origins)
