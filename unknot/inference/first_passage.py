"""When pain will be back: the chance that no answer has reached a threshold yet, by simulated days ahead."""

from __future__ import annotations

import jax
import numpy as np
from jaxtyping import Array

from unknot.evidence.population import Population
from unknot.inference.bank import Track, evenly_spread
from unknot.inference.diary_model import PAIN
from unknot.inference.filtering import Events, Moments, run_filter
from unknot.inference.online import DRAWS, renewed
from unknot.inference.timeline import DEFAULT_RESOLUTION
from unknot.inference.variants import rounded
from unknot.model.exposure import Numbers
from unknot.model.linearise import LinearModel, Structure
from unknot.model.traced import traced_once
from unknot.records import Record

PATHS = 1024
_RENEWALS = 3
_TINY = 1e-6


def no_return_by(
    record: Record,
    threshold: float,
    days: Numbers,
    population: Population,
    *,
    seed: int = 0,
) -> Numbers:
    """The probability that no answer up to each of some days reaches a threshold.

    Args:
        record: The past: answers on pain alone, the last of them the origin, and the doses before it.
        threshold: The answer that counts as pain being back [nrs].
        days: When answers are expected to come, days after the origin, ascending [day].
        population: What is expected of a person before any answer.
        seed: Seed of draws and paths.
    """
    track = Track.of(record, population)
    generator = np.random.default_rng((seed, 11))
    known = len(track.rows)
    bank = track.run(evenly_spread(DRAWS, track.size, generator), np.zeros(DRAWS))
    for _ in range(_RENEWALS):
        bank = renewed(track, bank, known, generator)
    linear = track.linear(bank.z)
    last = jax.tree.map(np.asarray, _last(track.diary.structure, Events.of(track.timeline), linear))
    ticks = (np.arange(PATHS) + generator.random()) / PATHS
    chosen = np.searchsorted(np.cumsum(bank.weights(known)), ticks).clip(0, DRAWS - 1)
    arrays = jax.tree.map(lambda part: np.asarray(part)[chosen], linear)
    resolution = record.resolutions.get(PAIN, DEFAULT_RESOLUTION)
    ratings = _paths(arrays, Moments(*(part[chosen] for part in last)), days, generator)
    answers = rounded(ratings, resolution)
    back = np.maximum.accumulate(answers >= threshold - _TINY, axis=1)
    return 1 - back.mean(axis=0)


@traced_once
def _last(structure: Structure, events: Events, linear: LinearModel) -> Moments:
    return jax.lax.map(lambda at: run_filter(at, structure, events).last, linear, batch_size=32)


def _paths(linear: LinearModel, last: Moments, days: Numbers, generator: np.random.Generator) -> Numbers:
    """Ratings of simulated persons on the days ahead, shape (paths, days); no dose is given."""
    values, vectors = np.linalg.eigh(np.asarray(last.covariance))
    normal = generator.standard_normal(np.shape(last.mean))
    states = last.mean + np.einsum("pij,pj->pi", vectors, np.sqrt(np.clip(values, 0, None)) * normal)
    loss, noise = np.asarray(linear.loss), np.asarray(linear.noise)
    found = np.empty((len(states), len(days)))
    for place, step in enumerate(np.diff(days, prepend=0.0)):
        spread = noise * step * _mean_decay(2 * loss * step)
        states = np.exp(-loss * step) * states + np.asarray(linear.production) * step * _mean_decay(loss * step)
        states = states + np.sqrt(spread) * generator.standard_normal(states.shape)
        expected = np.asarray(linear.constant)[:, 0] + np.sum(np.asarray(linear.loading)[:, 0] * states, axis=1)
        errors = np.asarray(linear.rating_noise)[:, 0] * generator.standard_normal(len(states))
        found[:, place] = expected + errors
    return found


def _mean_decay(z: Array | Numbers) -> Numbers:
    z = np.asarray(z)
    safe = np.where(z < _TINY, 1.0, z)
    return np.where(z < _TINY, 1 - z / 2, -np.expm1(-safe) / safe)
