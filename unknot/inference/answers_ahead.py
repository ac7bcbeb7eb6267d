"""One forecast of each coming answer: the mechanistic forecast and what is known of how people answer, mixed.

The weights of the mixture follow this person's own scores, see `stacking`. At the start the mechanistic forecast stands
almost alone, because the other variants know nothing but the person's past. Where there are doses it stands there
twice, with them and without: whether a treatment does for this person what it does on average, the scores have to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from unknot.evidence.population import Population
from unknot.inference.diary_model import PAIN
from unknot.inference.intervals import intervals_along
from unknot.inference.online import Predicted, predictions_along
from unknot.inference.stacking import distances, weights_along
from unknot.inference.timeline import DEFAULT_RESOLUTION
from unknot.inference.variants import (
    LEARNED_FROM_ANSWERS,
    MECHANISM,
    MEMBERS,
    NAMES,
    mechanism,
    members_of,
    rounded,
)
from unknot.model.exposure import Numbers
from unknot.records import Record

LEVEL = 0.8
ENSEMBLE = 200
HALF_TRUST = 15.0
"""Known answers after which the variants learned from answers alone have half of their weight."""
WITHOUT_DOSES = 0.5
"""Share of the mechanistic forecast's weight that the same forecast without the doses has at the start."""
_FIRST_SCORED = 2
_AT_A_TIME = 256
SMOOTHING = list(LEARNED_FROM_ANSWERS).index("smoothing")
"""The variant whose members are not answers yet."""


@dataclass(frozen=True)
class AnswerAhead:
    """What is expected of one answer.

    Attributes:
        point: The median [nrs].
        members: Equally likely answers [nrs].
        low: Lower end of the 80 % interval, see `intervals_along` [nrs].
        high: Its upper end [nrs].
        weights: Weights of the variants, in the order of `variants.NAMES`; where there are doses, that of the
            mechanistic forecast without them stands after the one with them.
    """

    point: float
    members: Numbers
    low: float
    high: float
    weights: Numbers


def answers_ahead(
    record: Record, targets: Sequence[int], population: Population, *, horizon: int = 1, seed: int = 0
) -> tuple[AnswerAhead, ...]:
    """Forecasts of some answers on pain, each from the answers up to `horizon` before it and the doses before it.

    Args:
        record: A record with answers on pain alone.
        targets: Places of the answers to forecast, ascending and without gaps.
        population: What is expected of a person before any answer.
        horizon: How many answers ahead.
        seed: Seed of the draws.
    """
    if not targets:
        return ()
    # Answers before the first target are forecast too: their scores tell which variants suit this person.
    scored = range(min(_FIRST_SCORED + horizon - 1, targets[0]), targets[-1] + 1)
    ensembles = _ensembles(record, scored, population, horizon, seed)
    outcomes = np.asarray([answer.value for answer in record.answers(PAIN)])[list(scored)]
    known = np.asarray(scored) - horizon + 1
    prior = _prior_weights(population, known, untreated=bool(record.doses))
    weights = weights_along(distances(ensembles, outcomes), prior, horizon)
    values = ensembles.reshape(len(ensembles), -1)
    probabilities = np.repeat(weights / MEMBERS, MEMBERS, axis=1)
    # Intervals before the first target are made too: how often they held tells how wide the next has to be.
    intervals = intervals_along(values, probabilities, outcomes, LEVEL, horizon)
    at = [target - scored[0] for target in targets]
    return tuple(_mixed(values[i], probabilities[i], intervals[i], weights[i]) for i in at)


def _ensembles(record: Record, scored: Sequence[int], population: Population, horizon: int, seed: int) -> Numbers:
    """The ensemble of every variant, shape (forecasts, variants, members)."""
    resolution = record.resolutions.get(PAIN, DEFAULT_RESOLUTION)
    values = np.asarray([answer.value for answer in record.answers(PAIN)])
    known = [target - horizon + 1 for target in scored]
    mechanistic = [record, replace(record, doses=())] if record.doses else [record]
    predicted = [predictions_along(one, scored, population, horizon=horizon, seed=seed) for one in mechanistic]
    others = [variant(values, known, horizon) for variant in LEARNED_FROM_ANSWERS.values()]
    others[SMOOTHING] = rounded(others[SMOOTHING], resolution)
    return np.stack([*(_rated(one, resolution) for one in predicted), *others], axis=1)


def _rated(predicted: Sequence[Predicted], resolution: float) -> Numbers:
    parts = [predicted[i : i + _AT_A_TIME] for i in range(0, len(predicted), _AT_A_TIME)]
    return np.concatenate([mechanism(part, resolution) for part in parts])


def _prior_weights(population: Population, known: Numbers, *, untreated: bool) -> Numbers:
    """Weights of the variants before any forecast was scored, by the number of known answers."""
    given = np.asarray([getattr(population, name) for name in NAMES])
    weights = (given / given.sum()) * (known / (known + HALF_TRUST))[:, None]
    column = NAMES.index(MECHANISM)
    weights[:, column] += 1 - weights.sum(axis=1)
    if not untreated:
        return weights
    without = WITHOUT_DOSES * weights[:, column]
    weights[:, column] -= without
    return np.insert(weights, column + 1, without, axis=1)


def _mixed(values: Numbers, probabilities: Numbers, interval: tuple[float, float], weights: Numbers) -> AnswerAhead:
    members = members_of(values, probabilities, (np.arange(ENSEMBLE) + 0.5) / ENSEMBLE)
    return AnswerAhead(float(members[ENSEMBLE // 2]), members, *interval, weights)
