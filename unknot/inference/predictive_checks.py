"""Does the model describe these answers? Each answer beside what was expected of it one step before.

Only the answers before are used for the states; the parameters come from all of them, which is slightly
optimistic. A forecast holds the last answer again with the chance that it is only repeated.
"""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from scipy.special import ndtr, ndtri

from unknot.inference.diary_model import PAIN
from unknot.inference.filtering import Events, run_filter
from unknot.inference.posterior import Posterior
from unknot.inference.target import linear_batch
from unknot.model.exposure import Numbers
from unknot.model.linearise import LinearModel, Structure
from unknot.model.observation import HIGHEST, LOWEST
from unknot.model.traced import traced_once

DRAWS = 64
_FEWEST_ANSWERS = 5
_FARTHEST = 1e-6


@dataclass(frozen=True, slots=True)
class PredictiveChecks:
    """How the answers on pain compare with their one-step forecasts.

    Attributes:
        answers: How many were compared.
        inside: Share inside the middle band of the forecasts; an answer at its edge counts in part.
        expected_inside: The probability of that band.
        autocorrelation: Of neighbouring forecast errors, standardised; 0 when the model misses nothing that lasts.
        repeated: Share of answers equal to the one before.
        expected_repeated: The same as the forecasts have it.
    """

    answers: int
    inside: float
    expected_inside: float
    autocorrelation: float
    repeated: float
    expected_repeated: float


def predictive_checks(posterior: Posterior, level: float = 0.8) -> PredictiveChecks | None:
    """Compare every answer on pain with its forecast; None where there are too few.

    Args:
        posterior: What is known about the person.
        level: Probability of the band.
    """
    target, place = posterior.target, posterior.diary.instruments.index(PAIN)
    answered = np.asarray(target.events.answered)[:, place]
    if answered.sum() < _FEWEST_ANSWERS:
        return None
    linear = linear_batch(target.without_events, jnp.asarray(posterior.z[posterior.chosen(DRAWS)], dtype=float))
    mean, variance = _forecasts(posterior.diary.structure, target.events, linear, place)
    centres, spreads = np.asarray(mean)[:, answered], np.sqrt(np.asarray(variance)[:, answered])
    answers = np.asarray(target.events.answers)[answered, place]
    half = float(np.asarray(target.events.half_widths)[place])
    habit = np.asarray(linear.repeating)[:, place, None] * np.asarray(target.events.follows)[answered, place]
    last = np.concatenate([answers[:1], answers[:-1]])
    below, above = _limits(centres, spreads, answers, half)
    below, above = (
        np.mean((1 - habit) * part + habit * known, axis=0)
        for part, known in ((below, last < answers), (above, last <= answers))
    )
    tail = (1 - level) / 2
    overlap = np.minimum(above, 1 - tail) - np.maximum(below, tail)
    inside = np.clip(overlap, 0, None) / np.maximum(above - below, _FARTHEST)
    errors = ndtri(((below + above) / 2).clip(_FARTHEST, 1 - _FARTHEST))
    before_below, before_above = _limits(centres, spreads, last, half)
    repeated = np.mean((1 - habit) * (before_above - before_below) + habit, axis=0)
    return PredictiveChecks(
        answers=len(answers),
        inside=float(inside.mean()),
        expected_inside=level,
        autocorrelation=_neighbours(errors),
        repeated=float(np.mean(answers[1:] == answers[:-1])),
        expected_repeated=float(np.mean(repeated[1:])),
    )


def _limits(centres: Numbers, spreads: Numbers, answers: Numbers, half: float) -> tuple[Numbers, Numbers]:
    """Probability of less than an answer, and of no more than it, as a fresh answer, by draw."""
    lower = np.where(answers - half < LOWEST, -np.inf, answers - half)
    upper = np.where(answers + half > HIGHEST, np.inf, answers + half)
    return ndtr((lower - centres) / spreads), ndtr((upper - centres) / spreads)


def _neighbours(errors: Numbers) -> float:
    off = errors - errors.mean()
    square = float(np.sum(off**2))
    return float(np.sum(off[1:] * off[:-1]) / square) if square > 0 else 0.0


@traced_once
def _forecasts(structure: Structure, events: Events, linear: LinearModel, place: int) -> tuple[Array, Array]:
    """Mean and variance of each rating before it is rounded, by draw and event."""

    def one(at: LinearModel) -> tuple[Array, Array]:
        found = run_filter(at, structure, events).predictions
        return found.mean[:, place], found.variance[:, place] - events.half_widths[place] ** 2 / 3

    return jax.vmap(one)(linear)
