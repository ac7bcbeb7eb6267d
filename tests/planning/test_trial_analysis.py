"""A trial says what its answers say: which option, how much, or that it cannot be told."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from made_trials import made_trial, record_of

from unknot.errors import UnknotError
from unknot.planning.trial.analysis import analyse_trial
from unknot.planning.trial.schedule import make_periods
from unknot.planning.trial.verdict import Verdict, verdict


def test_a_large_difference_is_found_and_lies_in_the_interval():
    record, periods = made_trial(-2.0, seed=1)
    found = analyse_trial(record, periods)
    assert found.verdict is Verdict.SECOND_BETTER
    assert found.effect.low <= -2.0 <= found.effect.high
    assert found.probability_second_meaningful > 0.8
    assert found.by_a_meaningful_amount


def test_where_high_answers_are_good_the_same_answers_speak_for_the_other_option():
    record, periods = made_trial(-2.0, seed=1)
    low, high = (analyse_trial(record, periods, better_low=good) for good in (True, False))
    assert low.effect == high.effect
    assert (low.verdict, high.verdict) == (Verdict.SECOND_BETTER, Verdict.FIRST_BETTER)
    assert low.probability_second_better == high.probability_first_better


def test_exchanging_the_options_turns_the_sign():
    record, periods = made_trial(-1.0, seed=2)
    exchanged = tuple(dataclasses.replace(period, option=1 - period.option) for period in periods)
    one, other = analyse_trial(record, periods), analyse_trial(record, exchanged)
    assert one.effect.median == pytest.approx(-other.effect.median, abs=1e-6)
    assert one.test is not None
    assert other.test is not None
    assert one.test.p_value == other.test.p_value


def test_few_noisy_answers_cannot_tell():
    record, periods = made_trial(0.0, seed=3, answered=0.2)
    found = analyse_trial(record, periods)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.missing_days > 30


def test_probabilities_sum_to_one_and_no_difference_needs_both_bounds():
    record, periods = made_trial(0.0, seed=4)
    found = analyse_trial(record, periods, meaningful=2.0)
    assert found.probability_second_better + found.probability_first_better == pytest.approx(1)
    total = found.probability_second_meaningful + found.probability_first_meaningful + found.probability_too_small
    assert total == pytest.approx(1)
    assert found.verdict is Verdict.NO_DIFFERENCE


def test_answers_in_the_washout_do_not_count():
    record, periods = made_trial(-1.0, seed=5)
    spoiled = dataclasses.replace(
        record,
        responses=tuple(
            dataclasses.replace(answer, value=10.0)
            if any(period.start <= answer.day < period.counted_from for period in periods)
            else answer
            for answer in record.responses
        ),
    )
    assert analyse_trial(record, periods).effect == analyse_trial(spoiled, periods).effect


@pytest.mark.slow
def test_intervals_hold_the_truth_about_as_often_as_they_say():
    truths = np.random.default_rng(6).normal(0, 1.5, 60)
    found = [analyse_trial(*made_trial(truth, seed=100 + i)) for i, truth in enumerate(truths)]
    held = np.mean([each.effect.low <= truth <= each.effect.high for each, truth in zip(found, truths, strict=True)])
    # 95 % wanted; four standard errors below with 60 trials.
    assert held > 0.95 - 4 * np.sqrt(0.95 * 0.05 / 60)


def test_a_step_in_the_level_is_not_taken_for_certain():
    """Without randomised repetition a change at half-time may be anything."""
    days = np.arange(28.0) + 0.8
    record = record_of(days, np.where(days < 14, 6.0, 4.0) + np.random.default_rng(0).integers(-1, 2, 28))
    periods = make_periods((0, 1), 0.0, 14.0, 0.0)
    found = analyse_trial(record, periods)
    assert found.test is not None
    assert found.test.smallest_p == 1.0


def test_the_verdicts():
    assert verdict(0.98, 0.02, 0.1) is Verdict.SECOND_BETTER
    assert verdict(0.02, 0.98, 0.1) is Verdict.FIRST_BETTER
    assert verdict(0.98, 0.02, 0.95) is Verdict.NO_DIFFERENCE
    assert verdict(0.9, 0.1, 0.3) is Verdict.CANNOT_TELL


def test_bad_input_is_refused_with_what_to_do():
    record, periods = made_trial(0.0, seed=7)
    with pytest.raises(UnknotError, match="Too few answers"):
        analyse_trial(record_of(np.asarray([1.5]), np.asarray([5.0])), periods)
    with pytest.raises(UnknotError, match="both options"):
        analyse_trial(record, [period for period in periods if period.option == 0])
    with pytest.raises(UnknotError, match="overlap"):
        analyse_trial(record, [dataclasses.replace(period, end=period.end + 3) for period in periods])
    with pytest.raises(UnknotError, match="between 0 and 10"):
        analyse_trial(record, periods, meaningful=0.0)
    with pytest.raises(UnknotError, match="no day that counts"):
        analyse_trial(record, make_periods((0, 1), 0.0, 5.0, 5.0))
