"""Forecasts along a diary, each from what came before it: the exact Bayesian update of a bank by each answer.

One run of a bank along a diary yields, for every draw, the prediction of every answer from the answers before it, and
draws are weighted by how well they predicted so far. A bank wears out as its weights gather on few draws, so it is
renewed on a schedule: after eight answers, and again whenever the answers have grown by a quarter. New draws
come from the weighted bank's own mean and covariance, some from the prior in case the bank strayed, and their weights
start with their likelihood of the whole past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from unknot.evidence.population import Population
from unknot.inference.bank import Bank, Track, evenly_spread
from unknot.model.exposure import Numbers
from unknot.records import Record

DRAWS = 128
FIRST_RENEWAL, GROWTH = 8, 1.25
_SHARE_FROM_PRIOR = 0.2
_TRUST_ESS = 10.0
_WIDER, _ADDED_VARIANCE, _LEAST_VARIANCE = 1.2, 0.3, 1e-3


@dataclass(frozen=True)
class Predicted:
    """What a bank expected of one answer, before rounding.

    Attributes:
        mean: Expected rating by draw [nrs].
        sd: Its standard deviation by draw, rating noise included [nrs].
        weights: Normalised weights of the draws.
    """

    mean: Numbers
    sd: Numbers
    weights: Numbers


def predictions_along(
    record: Record, targets: Sequence[int], population: Population, *, horizon: int = 1, seed: int = 0
) -> tuple[Predicted, ...]:
    """Predictions of some answers on pain, each from the answers up to `horizon` before it and the doses before it.

    Args:
        record: A record with answers on pain alone.
        targets: Places of the answers to predict, ascending.
        population: What is expected of a person before any answer.
        horizon: How many answers ahead.
        seed: Seed of the draws.
    """
    track = Track.of(record, population, horizon)
    generator = np.random.default_rng((seed, 7))
    bank = track.run(evenly_spread(DRAWS, track.size, generator), np.zeros(DRAWS))
    found: list[Predicted] = []
    for start, end in pairwise(_renewals([target - horizon + 1 for target in targets])):
        if start >= FIRST_RENEWAL:
            bank = renewed(track, bank, start, generator)
        for target in targets:
            known = target - horizon + 1
            if start <= known < end:
                found.append(Predicted(bank.mean[:, target], bank.sd[:, target], bank.weights(known)))
    return tuple(found)


def renewed(track: Track, bank: Bank, known: int, generator: np.random.Generator) -> Bank:
    """A fresh bank, drawn around the weighted draws of an old one after some answers."""
    weights, size = bank.weights(known), bank.z.shape[1]
    effective = 1 / np.sum(weights**2)
    mean = weights @ bank.z
    off = bank.z - mean
    added = _ADDED_VARIANCE * _TRUST_ESS / (effective + _TRUST_ESS) + _LEAST_VARIANCE
    covariance = _WIDER * (weights[:, None] * off).T @ off + added * np.eye(size)
    root = np.linalg.cholesky(covariance)
    normal = evenly_spread(len(bank.z), size, generator)
    around = generator.permutation(len(bank.z)) >= _SHARE_FROM_PRIOR * len(bank.z)
    z = np.where(around[:, None], mean + normal @ root.T, normal)
    inner = np.linalg.solve(root, (z - mean).T)
    log_around = -0.5 * np.sum(inner**2, axis=0) - np.sum(np.log(np.diag(root)))
    log_prior = -0.5 * np.sum(z**2, axis=1)
    log_drawn_from = np.logaddexp(np.log1p(-_SHARE_FROM_PRIOR) + log_around, np.log(_SHARE_FROM_PRIOR) + log_prior)
    return track.run(z, log_prior - log_drawn_from)


def _renewals(known: Sequence[int]) -> list[int]:
    """How many answers are known whenever the bank is renewed, and where the last stretch ends."""
    if not known:
        return []
    at = [known[0]]
    while at[-1] <= known[-1]:
        at.append(max(FIRST_RENEWAL, int(np.ceil(at[-1] * GROWTH)), at[-1] + 1))
    return at
