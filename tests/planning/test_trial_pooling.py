"""Pooling is the textbook's normal hierarchical model where the trials' likelihoods are normal."""

from __future__ import annotations

import numpy as np
import pytest

from unknot.errors import UnknotError
from unknot.planning.trial.mixture_effect import EFFECTS
from unknot.planning.trial.pooling import MEAN_SD, SPREAD_SCALE, pool_trials

VALUES, ERRORS = np.asarray([-1.0, -0.3, 0.4, -2.0]), np.asarray([0.5, 0.6, 0.4, 1.5])


def _normal(value: float, error: float) -> list[float]:
    return (-0.5 * ((EFFECTS - value) / error) ** 2).tolist()


def test_mean_and_spread_are_those_of_the_closed_form():
    spreads = np.linspace(0, 4, 2001)
    total = ERRORS**2 + spreads[:, None] ** 2
    precision = MEAN_SD**-2 + (1 / total).sum(axis=1)
    mean = (VALUES / total).sum(axis=1) / precision
    log_weight = -0.5 * (
        np.log(total).sum(axis=1) + np.log(precision) + (VALUES**2 / total).sum(axis=1) - precision * mean**2
    )
    log_weight -= 0.5 * (spreads / SPREAD_SCALE) ** 2
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    found = pool_trials([_normal(value, error) for value, error in zip(VALUES, ERRORS, strict=True)])
    assert found.mean.median == pytest.approx(weight @ mean, abs=0.05)
    assert found.spread.median == pytest.approx(np.interp(0.5, np.cumsum(weight), spreads), abs=0.06)


def test_each_person_is_drawn_towards_the_others_and_the_unsure_most():
    found = pool_trials([_normal(value, error) for value, error in zip(VALUES, ERRORS, strict=True)])
    moved = np.abs([person.median for person in found.persons] - VALUES)
    assert moved.argmax() == ERRORS.argmax()
    assert all(
        min(value, found.mean.median) - 0.1 <= person.median <= max(value, found.mean.median) + 0.1
        for value, person in zip(VALUES, found.persons, strict=True)
    )
    assert found.next_person.high - found.next_person.low > found.mean.high - found.mean.low


def test_a_trial_that_says_nothing_changes_nothing():
    trials = [_normal(value, error) for value, error in zip(VALUES, ERRORS, strict=True)]
    one, more = pool_trials(trials), pool_trials([*trials, [0.0] * len(EFFECTS)])
    assert more.mean.median == pytest.approx(one.mean.median, abs=1e-6)
    assert more.persons[-1].median == pytest.approx(one.next_person.median, abs=1e-6)


def test_one_trial_cannot_be_pooled():
    with pytest.raises(UnknotError, match="several trials"):
        pool_trials([_normal(0, 1)])
    with pytest.raises(UnknotError, match="wrong length"):
        pool_trials([[0.0], [0.0]])
