"""Ways in which a person's next answer may come about, each as a small ensemble of equally likely answers.

The mechanistic one knows treatments, gaps and slow change. The others know how people answer: they repeat the last
answer, keep to the few values that they use, and go on from an answer like this one as they did before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from scipy.special import ndtr

from unknot.inference.online import Predicted
from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST

MEMBERS = 50
LEVELS = (np.arange(MEMBERS) + 0.5) / MEMBERS
RECENT_HALF_LIFE = 8.0
"""Answers after which a past answer counts half in the variant `recent`."""
SIMILAR_HALF_LIFE, SIMILAR_WIDTH, LEAST_SPREAD = 40.0, 0.5, 0.2
"""The same for `similar`; how unlike an answer may be, in personal standard deviations; the least of those [nrs]."""
SMOOTHING_WEIGHTS = np.arange(1, 11) / 10
_TINY = 1e-9
_HALVINGS = 20


class Variant(Protocol):
    """From a person's answers to an ensemble for each forecast."""

    def __call__(self, values: Numbers, known: Sequence[int], horizon: int) -> Numbers:
        """Ensembles, shape (forecasts, members) [nrs].

        Args:
            values: All answers [nrs].
            known: For each forecast, how many of the first answers it may use; at least one.
            horizon: How many answers after the last known one the forecast is for.
        """
        ...


def history(values: Numbers, known: Sequence[int], horizon: int) -> Numbers:
    """All past answers alike."""
    return np.stack([members_of(values[:count], np.ones(count)) for count in known])


def recent(values: Numbers, known: Sequence[int], horizon: int) -> Numbers:
    """Past answers, the recent ones more."""
    return np.stack([_recent(values[:count]) for count in known])


def similar(values: Numbers, known: Sequence[int], horizon: int) -> Numbers:
    """What came after answers like the last one; as `recent` where nothing came after any answer yet."""
    return np.stack([_similar(values[:count], horizon) for count in known])


def repeat(values: Numbers, known: Sequence[int], horizon: int) -> Numbers:
    """The last answer again."""
    last = values[np.asarray(known) - 1]
    return np.repeat(last[:, None], MEMBERS, axis=1)


def smoothing(values: Numbers, known: Sequence[int], horizon: int) -> Numbers:
    """A level that follows the answers, with the errors that it would have made so far around it."""
    levels = np.empty((len(values), len(SMOOTHING_WEIGHTS)))
    levels[0] = values[0]
    for i in range(1, len(values)):
        levels[i] = levels[i - 1] + SMOOTHING_WEIGHTS * (values[i] - levels[i - 1])
    errors = values[horizon:, None] - levels[:-horizon]
    squares = np.cumsum(errors**2, axis=0)
    found = np.repeat(levels[np.asarray(known) - 1, -1][:, None], MEMBERS, axis=1)
    for place, count in enumerate(known):
        if count > horizon:
            best = int(np.argmin(squares[count - horizon - 1]))
            around = members_of(errors[: count - horizon, best], np.ones(count - horizon))
            found[place] = np.clip(levels[count - 1, best] + around, LOWEST, HIGHEST)
    return found


LEARNED_FROM_ANSWERS: Mapping[str, Variant] = {
    "history": history,
    "recent": recent,
    "similar": similar,
    "repeat": repeat,
    "smoothing": smoothing,
}
MECHANISM = "mechanism"
NAMES = (MECHANISM, *LEARNED_FROM_ANSWERS)


def mechanism(predicted: Sequence[Predicted], resolution: float) -> Numbers:
    """Ensembles of the mechanistic predictions, rounded as the person rounds; shape (predictions, members).

    Args:
        predicted: The predictions.
        resolution: The distance between neighbouring answers [nrs]; 0 for none.
    """
    mean, sd, weights = (np.stack([getattr(entry, name) for entry in predicted]) for name in ("mean", "sd", "weights"))
    low = np.full((len(predicted), MEMBERS), LOWEST)
    high = np.full((len(predicted), MEMBERS), HIGHEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        scores = (middle[:, None, :] - mean[:, :, None]) / sd[:, :, None]
        below = np.einsum("pd,pdm->pm", weights, ndtr(scores)) < LEVELS
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return rounded((low + high) / 2, resolution)


def rounded(ratings: Numbers, resolution: float) -> Numbers:
    """The answers that are given for ratings, within the ends of the scale.

    Args:
        ratings: The ratings [nrs].
        resolution: The distance between neighbouring answers [nrs]; 0 for none.
    """
    return np.clip(np.round(ratings / resolution) * resolution if resolution > 0 else ratings, LOWEST, HIGHEST)


def members_of(values: Numbers, weights: Numbers, levels: Numbers = LEVELS) -> Numbers:
    """The quantiles of weighted values as an ensemble; every member is one of the values.

    Args:
        values: Possible answers [nrs].
        weights: Their weights; they need not sum to one.
        levels: Probabilities of the quantiles.
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    places = np.searchsorted(reached, levels * reached[-1])
    return values[order][np.minimum(places, len(values) - 1)]


def _recent(past: Numbers) -> Numbers:
    return members_of(past, 0.5 ** (_ages(len(past)) / RECENT_HALF_LIFE))


def _similar(past: Numbers, horizon: int) -> Numbers:
    if len(past) <= horizon:
        return _recent(past)
    width = SIMILAR_WIDTH * max(float(past.std()), LEAST_SPREAD)
    unlike = np.abs(past[:-horizon] - past[-1]) / width
    weights = np.exp(-unlike) * 0.5 ** (_ages(len(past) - horizon) / SIMILAR_HALF_LIFE)
    return members_of(past[horizon:], weights + _TINY)


def _ages(count: int) -> Numbers:
    return np.arange(count - 1, -1, -1, dtype=float)
