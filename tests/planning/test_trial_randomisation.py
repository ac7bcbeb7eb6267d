"""The randomisation test counts orders, nothing else."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.stats import permutation_test

from unknot.planning.trial.randomisation_test import randomisation_test
from unknot.planning.trial.schedule import make_periods


def _daily(means, length=4):
    return np.arange(len(means) * length) + 0.5, np.repeat(np.asarray(means, float), length)


def test_the_p_value_is_counted_by_hand():
    days, values = _daily([5, 3, 4, 6, 7, 4])
    sequence = (0, 1, 1, 0, 0, 1)
    found = randomisation_test(days, values, make_periods(sequence, 0.0, 4.0, 0.0))
    assert found is not None
    differences = np.asarray([-2, -2, -3])
    flipped = [np.mean(np.asarray(signs) * differences) for signs in itertools.product((1, -1), repeat=3)]
    assert found.difference == pytest.approx(differences.mean())
    assert found.p_value == np.mean(np.abs(flipped) >= abs(differences.mean()) - 1e-9) == 0.25
    assert (found.sequences, found.exact, found.smallest_p) == (8, True, 0.25)


def test_it_agrees_with_scipy_where_scipy_can_do_it():
    generator = np.random.default_rng(2)
    means = generator.normal(5, 2, 16)
    sequence = tuple(int(option) for _ in range(8) for option in (0, 1))
    days, values = _daily(means)
    found = randomisation_test(days, values, make_periods(sequence, 0.0, 4.0, 0.0))
    assert found is not None

    def difference(first, second, axis):
        return np.mean(first - second, axis=axis)

    paired = permutation_test((means[1::2], means[0::2]), difference, permutation_type="samples", n_resamples=np.inf)
    assert found.p_value == pytest.approx(paired.pvalue)


def test_without_a_difference_small_p_are_as_rare_as_they_say():
    generator = np.random.default_rng(3)
    p_values = []
    for _ in range(300):
        sequence = tuple(int(x) for first in generator.integers(0, 2, 6) for x in (first, 1 - first))
        days, values = _daily(np.cumsum(generator.normal(0, 1, 12)))
        test = randomisation_test(days, values, make_periods(sequence, 0.0, 4.0, 0.0))
        assert test is not None
        p_values.append(test.p_value)
    # A level walks at random, which no t-test survives; four standard errors above 5 %.
    assert np.mean(np.asarray(p_values) <= 0.05) < 0.05 + 4 * np.sqrt(0.05 * 0.95 / 300)


def test_many_blocks_are_sampled_and_the_seed_repeats_it():
    generator = np.random.default_rng(4)
    days, values = _daily(generator.normal(5, 1, 28))
    periods = make_periods(tuple([0, 1] * 14), 0.0, 4.0, 0.0)
    one, again = (randomisation_test(days, values, periods, seed=5) for _ in range(2))
    assert one == again
    assert one is not None
    assert not one.exact
    assert one.p_value >= one.smallest_p


def test_no_block_with_both_options_gives_no_test():
    days, values = _daily([5])
    assert randomisation_test(days, values, make_periods((0, 1), 0.0, 4.0, 0.0)) is None
