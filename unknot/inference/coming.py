"""The days ahead from where a person stands, without going through the diary again.

After the last answer nothing is learned any more, so a forecast needs the moments after it and no more: with other
doses planned it takes milliseconds, however long the diary is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from unknot.errors import FitError
from unknot.inference.diary_model import PAIN
from unknot.inference.filtering import Events, Moments, predict, read
from unknot.inference.forecast import DRAWS, Band, band_of, expecting, relief_states
from unknot.inference.pareto import normalised_weights
from unknot.inference.posterior import Posterior
from unknot.inference.target import evaluate, linear_batch
from unknot.inference.timeline import build_timeline
from unknot.model.exposure import Exposure, Numbers
from unknot.model.linearise import LinearModel, Structure
from unknot.model.traced import traced_once


@dataclass(frozen=True)
class Standpoint:
    """Where the forecast of one person begins.

    Attributes:
        posterior: What is known.
        day: The last moment at which something happened [day].
        linear: The linear models of the draws that are averaged, with the sizes that the population expects.
        moments: Their states after that moment.
        weights: Their normalised weights.
    """

    posterior: Posterior
    day: float
    linear: LinearModel
    moments: Moments
    weights: Numbers


class _Coming(NamedTuple):
    mean: Float[Array, "draw event"]
    variance: Float[Array, "draw event"]
    relief: Float[Array, "draw event"]


def standpoint(posterior: Posterior) -> Standpoint:
    """Go through the diary once, as a forecast does: with what the population expects."""
    places = posterior.chosen(DRAWS)
    target = expecting(posterior)
    found = evaluate(target, posterior.z[places])
    return Standpoint(
        posterior,
        posterior.last_day,
        linear_batch(target.without_events, jnp.asarray(posterior.z[places])),
        Moments(jnp.asarray(found.last.mean), jnp.asarray(found.last.covariance)),
        normalised_weights(found.log_likelihood - posterior.log_likelihood[places]),
    )


def coming_band(
    begin: Standpoint, days: Sequence[float], *, level: float = 0.8, planned: Sequence[Exposure] = ()
) -> Band:
    """Where an answer on pain is expected at moments to come; the same as `pain_band` says.

    Args:
        begin: Where the person stands.
        days: The moments, days since the origin of the record [day].
        level: Probability inside the interval.
        planned: Further doses, in units of this client's usual session.

    Raises:
        FitError: If a moment or the end of a dose lies before what is known.
    """
    posterior = begin.posterior
    diary = posterior.diary
    earliest = min([*days, *(exposure.end for exposure in planned)])
    if earliest < begin.day:
        raise FitError("This moment is not to come.", given=f"day {earliest:g}, the diary ending on day {begin.day:g}")
    nothing = replace(posterior.record, responses=(), doses=())
    timeline = build_timeline(nothing, diary.instruments, planned, diary.interventions, days)
    first = np.asarray([timeline.days[0] - begin.day])
    timeline = replace(timeline, steps=np.concatenate([first, timeline.steps[1:]]))
    structure = diary.structure
    seen = _look_ahead(
        structure,
        Events.of(timeline),
        begin.linear,
        begin.moments,
        diary.instruments.index(PAIN),
        relief_states(structure.states),
    )
    wanted = np.searchsorted(timeline.days[: timeline.count], np.asarray(days), side="right") - 1
    return band_of(days, *(np.asarray(part)[:, wanted] for part in seen), weights=begin.weights, level=level)


@traced_once
def _look_ahead(
    structure: Structure,
    events: Events,
    linear: LinearModel,
    moments: Moments,
    readout: int,
    relief_places: tuple[int, ...],
) -> _Coming:
    places = np.asarray(relief_places, dtype=int)
    rows = events._replace(half_widths=jnp.zeros(len(events.steps)))

    def one(at: LinearModel, start: Moments) -> _Coming:
        def advance(before: Moments, event: Events) -> tuple[Moments, tuple[Array, Array, Array]]:
            after, _ = predict(at, structure, before, event)
            mean, variance, _ = read(at, structure, after, readout)
            return after, (mean, variance, -(after.mean[places] @ at.loading[readout][places]))

        _, (mean, variance, relief) = jax.lax.scan(advance, start, rows)
        return _Coming(mean, variance + at.rating_noise[readout] ** 2, relief)

    return jax.lax.map(lambda both: one(*both), (linear, moments), batch_size=8)
