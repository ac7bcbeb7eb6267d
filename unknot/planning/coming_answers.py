"""Answers that could be given in the coming days, jointly with the size of the relief, for each posterior draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from unknot.inference.diary_model import PAIN
from unknot.inference.filtering import Events, Moments, Transition, predict
from unknot.inference.posterior import Posterior
from unknot.inference.target import linear_batch
from unknot.inference.timeline import DEFAULT_RESOLUTION, build_timeline
from unknot.model.exposure import Exposure, Numbers
from unknot.model.linearise import LinearModel, Structure
from unknot.planning.hours import last_moment
from unknot.records import Record


@dataclass(frozen=True)
class ComingAnswers:
    """Possible answers on pain, normal for each draw; the last column is the size of the relief, which nobody answers.

    Attributes:
        mean: Shape (draws, answers + 1) [nrs].
        covariance: Shape (draws, answers + 1, answers + 1) [nrs^2]; rating noise and rounding included.
    """

    mean: Numbers
    covariance: Numbers


def coming_answers(
    posterior: Posterior,
    draws: NDArray[np.intp],
    moments: Sequence[float],
    planned: Sequence[Exposure],
    size: str,
) -> ComingAnswers:
    """The joint distribution of the answers at some moments to come, and of the size of a treatment's relief.

    Args:
        posterior: What is known about the person.
        draws: Which draws, as from `Posterior.chosen`.
        moments: When answers could be given, ascending, after the record's end [day].
        planned: Doses to come, in units of this client's usual session.
        size: Full name of the state that holds the size.
    """
    diary = posterior.diary
    nothing = Record(posterior.record.person, ())
    now = last_moment(posterior.record)
    timeline = build_timeline(nothing, diary.instruments, planned, diary.interventions, (now, *moments))
    linear = linear_batch(posterior.target.without_events, jnp.asarray(posterior.z[draws]))
    start = Moments(jnp.asarray(posterior.last.mean[draws]), jnp.asarray(posterior.last.covariance[draws]))
    path, transitions = _carried(diary.structure, Events.of(timeline), linear, start)
    rows = np.searchsorted(timeline.days[: timeline.count], np.asarray(moments), side="right") - 1
    readout = diary.instruments.index(PAIN)
    step = posterior.record.resolutions.get(PAIN, DEFAULT_RESOLUTION)
    noise = np.asarray(linear.rating_noise[:, readout]) ** 2 + step**2 / 12
    return _joint(
        diary.structure, linear, path, transitions, rows.tolist(), readout, noise,
        diary.structure.states.index(size),
    )  # fmt: skip


@eqx.filter_jit
def _carried(structure: Structure, events: Events, linear: LinearModel, start: Moments) -> tuple[Moments, Transition]:
    """Moments at every event with nothing answered, and how each came from the one before; leading axis draws."""
    rows = events._replace(half_widths=jnp.zeros(len(events.steps)))

    def one(at: LinearModel, first: Moments) -> tuple[Moments, Transition]:
        def advance(moments: Moments, event: Events) -> tuple[Moments, tuple[Moments, Transition]]:
            after, transition = predict(at, structure, moments, event)
            return after, (after, transition)

        return jax.lax.scan(advance, first, rows)[1]

    return jax.vmap(one)(linear, start)


def _joint(
    structure: Structure,
    linear: LinearModel,
    path: Moments,
    transitions: Transition,
    rows: Sequence[int],
    readout: int,
    noise: Numbers,
    size: int,
) -> ComingAnswers:
    """Carry the covariance of each answer with the state forward to every later answer."""
    sources = np.asarray(structure.sources)
    decay, added = (np.asarray(part) for part in transitions)
    mean_at, covariance_at = (np.asarray(part) for part in path)
    loading, curvature = np.asarray(linear.loading[:, readout]), np.asarray(linear.curvature[:, readout])
    constant = np.asarray(linear.constant[:, readout])
    count, draws = len(rows), len(noise)
    mean, covariance = np.zeros((draws, count + 1)), np.zeros((draws, count + 1, count + 1))
    reaches = np.zeros((draws, count, len(sources)))
    done = 0
    for event in range(max(rows) + 1):
        moved = decay[:, event, None] * reaches
        reaches = moved + added[:, event, None] * moved[..., sources]
        while done < count and rows[done] == event:
            state, spread = mean_at[:, event], covariance_at[:, event]
            pull = np.einsum("dij,dj->di", curvature, state)
            direction = loading + pull
            inner = curvature @ spread
            curved = np.einsum("dii->d", inner), np.einsum("dij,dji->d", inner, inner)
            mean[:, done] = constant + np.einsum("di,di->d", loading + pull / 2, state) + curved[0] / 2
            with_earlier = np.einsum("di,dci->dc", direction, reaches[:, :done])
            covariance[:, done, :done] = covariance[:, :done, done] = with_earlier
            reaches[:, done] = np.einsum("dij,dj->di", spread, direction)
            own = np.einsum("di,di->d", direction, reaches[:, done])
            covariance[:, done, done] = own + curved[1] / 2 + noise
            covariance[:, done, count] = covariance[:, count, done] = reaches[:, done, size]
            done += 1
    mean[:, count] = mean_at[:, rows[-1], size]
    covariance[:, count, count] = covariance_at[:, rows[-1], size, size]
    return ComingAnswers(mean, covariance)
