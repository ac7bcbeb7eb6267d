"""The diary filter beside a bootstrap particle filter, which rounds and repeats as people do and assumes no moments."""

from __future__ import annotations

import equinox as eqx
import numpy as np
import pytest
from scipy.special import logsumexp, ndtr

from unknot.inference.diary_model import diary_model
from unknot.inference.filtering import Events, run_filter
from unknot.inference.timeline import build_timeline
from unknot.model.linearise import linearise
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.records import Record

PARTICLES, SIZE = 10_000, "relief_massage.size"


@eqx.filter_jit
def _filtered(model, structure, events):
    return run_filter(linearise(model, structure), structure, events)


def _prepared(level_shift: float):
    client = virtual_client(4, Protocol(days=30, gap=6, asked=("pain",)), half_life=3.0, peak=2.0).record
    answers = tuple(
        type(answer)(answer.day, answer.instrument, float(np.clip(answer.value + level_shift, 0, 10)))
        for answer in client.responses
    )
    record = Record("twin", answers, client.doses)
    diary = diary_model(record)
    timeline = build_timeline(record, diary.instruments, diary.given, diary.interventions)
    return diary, timeline


def _averaged(loss):
    """The average of exp(-s) for s from 0 to the loss."""
    return np.where(loss > 0, -np.expm1(-loss) / np.maximum(loss, 1e-300), 1.0)


def _one_step(linear, structure, x, step, amount, duration, random):
    """Particles over a gap and through the dose at its end."""
    loss, noise = linear.loss * step, linear.noise
    kept = step * _averaged(2 * loss)
    x = x * np.exp(-loss) + random.standard_normal(x.shape) * np.sqrt(noise * kept)
    if not amount:
        return x
    faded, twice = _averaged(linear.loss * duration), _averaged(2 * linear.loss * duration)
    filled = np.asarray(structure.fillers) >= 0
    added = np.where(filled, amount * linear.fill * faded, 0)
    spread = np.sqrt(np.where(filled, amount * linear.fill_noise * twice, 0))
    return x + added * x[:, list(structure.sources)] + spread * random.standard_normal(x.shape)


def _log_likelihood(linear, structure, timeline, random, size):
    """Of all answers, for someone whose effect has this size."""
    x = linear.mean + linear.sd * random.standard_normal((PARTICLES, len(linear.mean)))
    x[:, structure.states.index(SIZE)] = size
    total = 0.0
    for row in range(timeline.count):
        doses = timeline.amounts[row, 0], timeline.durations[row, 0]
        x = _one_step(linear, structure, x, timeline.steps[row], *doses, random)
        if timeline.answered[row, 0]:
            felt, answer = linear.constant[0] + x @ linear.loading[0], timeline.answers[row, 0]
            low = -np.inf if answer == 0 else answer - 0.5
            high = np.inf if answer == 10 else answer + 0.5
            noise = linear.rating_noise[0]
            anew = ndtr((high - felt) / noise) - ndtr((low - felt) / noise)
            habit = linear.repeating[0] if timeline.follows[row, 0] else 0.0
            seen = (1 - habit) * anew + habit * timeline.repeats[row, 0]
            log_weights = np.log(np.maximum(seen, 1e-300))
            total += logsumexp(log_weights) - np.log(PARTICLES)
            weights = np.exp(log_weights - logsumexp(log_weights))
            ticks = (np.arange(PARTICLES) + random.random()) / PARTICLES
            x = x[np.searchsorted(np.cumsum(weights), ticks).clip(0, PARTICLES - 1)]
    return total


@pytest.mark.slow
@pytest.mark.parametrize("level_shift", [0.0, -4.0], ids=["middle of the scale", "many zeros"])
def test_likelihood_and_size_of_the_effect_agree_with_particles(level_shift):
    """The size does not change, and particles lose track of what does not change: so they run once for each size."""
    diary, timeline = _prepared(level_shift)
    found = _filtered(diary.model, diary.structure, Events.of(timeline))
    linear = linearise(diary.model, diary.structure)
    plain = type(linear)(**{name: np.asarray(getattr(linear, name)) for name in linear.__dataclass_fields__})
    place, random = diary.structure.states.index(SIZE), np.random.default_rng(1)
    prior, sizes = plain.sd[place], np.linspace(-1.0, 5.0, 25)
    likelihoods = [_log_likelihood(plain, diary.structure, timeline, random, size) for size in sizes]
    joint = np.asarray(likelihoods) - 0.5 * (sizes / prior) ** 2 - np.log(prior * np.sqrt(2 * np.pi))
    total = logsumexp(joint) + np.log(sizes[1] - sizes[0])
    weights = np.exp(joint - logsumexp(joint))
    mean = float(weights @ sizes)
    spread = float(np.sqrt(weights @ (sizes - mean) ** 2))
    assert float(np.sum(np.asarray(found.predictions.log_probability))) == pytest.approx(total, abs=0.3)
    assert float(found.last.mean[place]) == pytest.approx(mean, abs=0.25 * spread)
    assert float(np.sqrt(found.last.covariance[place, place])) == pytest.approx(spread, rel=0.15)
