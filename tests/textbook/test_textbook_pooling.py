"""Pooled effects beside a worked example of a textbook and beside statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from unknot.errors import FactError
from unknot.evidence.pooling import Effect, pool

# Borenstein, Hedges, Higgins, Rothstein 2009, Introduction to Meta-Analysis, chapters 14 and 17: Hedges' g and its
# weight (one over the variance) in six studies, Carroll, Grant, Peck, Donat, Stewart and Young.
BORENSTEIN = [
    Effect(value, 1 / weight)
    for value, weight in (
        (0.0945, 30.352),
        (0.2774, 32.568),
        (0.3665, 20.048),
        (0.6644, 95.111),
        (0.4618, 23.439),
        (0.1852, 42.698),
    )
]

SOME_EFFECTS = st.lists(st.builds(Effect, st.floats(-3, 3), st.floats(0.01, 2)), min_size=2, max_size=12)


def _twin(effects: list[Effect], **how: object):
    """statsmodels' answer; it lets the variance between studies be negative, where the usual estimate is zero."""
    plain = pool(effects)
    assume(plain.tau_squared > 1e-6)
    return combine_effects(
        np.array([effect.value for effect in effects]), np.array([effect.variance for effect in effects]), **how
    )


def test_the_worked_example_of_the_textbook():
    pooled = pool(BORENSTEIN)
    assert pooled.studies == 6
    assert pooled.fixed.value == pytest.approx(0.4143, abs=1e-4)
    assert (pooled.fixed.low, pooled.fixed.high) == pytest.approx((0.2889, 0.5397), abs=1e-4)
    assert pooled.q == pytest.approx(12.0033, abs=2e-3)
    assert pooled.i_squared == pytest.approx(0.5834, abs=1e-3)
    assert pooled.tau_squared == pytest.approx(0.0373, abs=1e-4)
    assert pooled.random.value == pytest.approx(0.3582, abs=2e-4)
    assert pooled.prediction is not None
    assert (pooled.prediction.low, pooled.prediction.high) == pytest.approx((-0.2525, 0.9690), abs=2e-3)


@given(SOME_EFFECTS)
def test_fixed_and_random_effects_are_those_of_statsmodels(effects):
    pooled, twin = pool(effects), _twin(effects, method_re="dl")
    assert pooled.fixed.value == pytest.approx(twin.mean_effect_fe, abs=1e-9)
    assert pooled.random.value == pytest.approx(twin.mean_effect_re, abs=1e-9)
    assert pooled.tau_squared == pytest.approx(twin.tau2, abs=1e-9)
    assert pooled.q == pytest.approx(twin.q, abs=1e-9)
    assert pooled.i_squared == pytest.approx(twin.i2, abs=1e-9)
    low, high = twin.conf_int(use_t=False)[0]
    assert (pooled.fixed.low, pooled.fixed.high) == pytest.approx((low, high), abs=1e-8)


@given(SOME_EFFECTS)
def test_the_interval_is_that_of_hartung_and_knapp_where_it_is_the_wider_one(effects):
    pooled, twin = pool(effects), _twin(effects, method_re="dl")
    _, without, _, by_hartung_knapp = twin.conf_int(use_t=True)
    low, high = max(without, by_hartung_knapp, key=lambda interval: interval[1] - interval[0])
    assert (pooled.random.low, pooled.random.high) == pytest.approx((low, high), rel=1e-6, abs=1e-9)


@given(SOME_EFFECTS)
def test_without_more_spread_than_chance_all_studies_share_one_effect(effects):
    pooled = pool(effects)
    if pooled.q <= len(effects) - 1:
        assert (pooled.tau_squared, pooled.i_squared) == (0, 0)
        assert pooled.random.value == pytest.approx(pooled.fixed.value)


@given(SOME_EFFECTS, st.floats(-5, 5), st.floats(0.1, 10))
def test_moving_and_stretching_the_scale_moves_and_stretches_the_result(effects, shift, factor):
    plain = pool(effects)
    moved = pool([Effect(shift + factor * effect.value, factor**2 * effect.variance) for effect in effects])
    assert moved.random.value == pytest.approx(shift + factor * plain.random.value, abs=1e-6)
    assert moved.random.high - moved.random.low == pytest.approx(factor * (plain.random.high - plain.random.low))
    assert moved.i_squared == pytest.approx(plain.i_squared, abs=1e-6)


@given(SOME_EFFECTS)
def test_a_further_study_is_less_certain_than_the_mean(effects):
    pooled = pool(effects)
    assert (pooled.prediction is None) == (len(effects) == 2)
    if pooled.prediction is not None:
        assert pooled.prediction.low <= pooled.random.low
        assert pooled.prediction.high >= pooled.random.high


def test_equal_effects_show_no_spread():
    pooled = pool([Effect(0.5, 0.04)] * 4)
    assert (pooled.tau_squared, pooled.i_squared) == (0, 0)
    assert pooled.fixed.value == pooled.random.value == 0.5
    assert pooled.fixed.high - pooled.fixed.low == pytest.approx(2 * 1.959964 * 0.1, rel=1e-5)


@pytest.mark.parametrize("effects", [[], [Effect(1, 1)], [Effect(1, 1), Effect(1, 0)]])
def test_what_cannot_be_pooled_is_refused(effects):
    with pytest.raises(FactError, match="cannot be pooled"):
        pool(effects)
