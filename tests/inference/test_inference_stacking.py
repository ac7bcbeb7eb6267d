"""Weights of a mixture: they minimise what they say, start at the population's and find the better forecast."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from unknot.inference.stacking import STRENGTH, distances, weights_along

GENERATOR = np.random.default_rng(5)
OUTCOMES = GENERATOR.normal(0, 1, 60)
SHARP = np.sort(GENERATOR.normal(0, 1, (60, 50)), axis=1)
OFF = np.sort(GENERATOR.normal(3, 1, (60, 50)), axis=1)
WIDE = np.sort(GENERATOR.normal(0, 3, (60, 50)), axis=1)
ENSEMBLES = np.stack([SHARP, OFF, WIDE], axis=1)
PRIOR = np.tile([0.2, 0.5, 0.3], (60, 1))


def test_distances_are_those_of_all_pairs():
    found = distances(ENSEMBLES[:3], OUTCOMES[:3])
    for i in range(3):
        for j in range(3):
            pairs = np.abs(ENSEMBLES[0, i][:, None] - ENSEMBLES[0, j][None, :]).mean()
            assert found.between[0, i, j] == pytest.approx(pairs)
    assert found.to_outcome[0, 1] == pytest.approx(np.abs(ENSEMBLES[0, 1] - OUTCOMES[0]).mean())


def test_the_first_weights_are_those_of_the_population():
    assert weights_along(distances(ENSEMBLES, OUTCOMES), PRIOR)[0] == pytest.approx(PRIOR[0])


def test_weights_move_to_the_better_forecast():
    last = weights_along(distances(ENSEMBLES, OUTCOMES), PRIOR)[-1]
    assert last[0] > PRIOR[0, 0] + 0.3
    assert last[1] < 0.1


def test_weights_minimise_the_objective():
    found = distances(ENSEMBLES, OUTCOMES)
    mine = weights_along(found, PRIOR)[-1]
    a, b = found.to_outcome[:-1].sum(axis=0), found.between[:-1].sum(axis=0)
    scale = a.mean() / 59

    def objective(free):
        w = np.exp(np.append(free, 0.0))
        w = w / w.sum()
        return (a @ w - 0.5 * w @ b @ w) / scale + STRENGTH * np.sum(w * np.log(w / PRIOR[0]))

    best = minimize(objective, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10}).x
    expected = np.exp(np.append(best, 0.0)) / np.exp(np.append(best, 0.0)).sum()
    assert mine == pytest.approx(expected, abs=0.01)


def test_an_outcome_counts_only_once_it_is_known():
    changed = OUTCOMES.copy()
    changed[30:] += 5
    one, other = (weights_along(distances(ENSEMBLES, outcomes), PRIOR, delay=4) for outcomes in (OUTCOMES, changed))
    assert one[:34] == pytest.approx(other[:34])
    assert one[34] != pytest.approx(other[34])
