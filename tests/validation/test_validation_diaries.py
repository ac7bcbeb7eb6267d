"""Statistics of diaries: links within people, shares of variance, and prompts that are left unanswered."""

from __future__ import annotations

import numpy as np
import pytest
from unknot.validation.moments import approached

from unknot.model.answering import Answering
from unknot.validation.experiments.v37_diary_statistics import intraclass_correlation
from unknot.validation.lagged import link

RANDOM = np.random.default_rng(1)


def test_a_link_is_found_within_people_whatever_their_usual_levels():
    usual = 5 * RANDOM.standard_normal((300, 1))
    cause = usual + RANDOM.standard_normal((300, 20))
    outcome = -usual + 0.5 * cause + RANDOM.standard_normal((300, 20))
    found = link(outcome, cause)
    assert found.slope == pytest.approx(0.5, abs=0.05)
    assert found.p < 1e-6


def test_what_is_held_constant_takes_its_share_of_a_link():
    third = RANDOM.standard_normal((200, 30))
    cause = third + 0.5 * RANDOM.standard_normal(third.shape)
    outcome = third + 0.5 * RANDOM.standard_normal(third.shape)
    assert link(outcome, cause).slope > 0.7
    assert link(outcome, cause, third).slope == pytest.approx(0.0, abs=0.05)


def test_p_values_of_no_link_are_uniform():
    noise = RANDOM.standard_normal((400, 2, 10, 12))
    p = np.asarray([link(outcome, cause).p for outcome, cause in noise])
    assert np.mean(p < 0.05) == pytest.approx(0.05, abs=0.035)
    assert p.mean() == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_the_share_between_people_is_recovered_with_answers_missing(share: float):
    people = np.sqrt(share) * RANDOM.standard_normal((4000, 1))
    diary = people + np.sqrt(1 - share) * RANDOM.standard_normal((4000, 21))
    diary[RANDOM.random(diary.shape) < 0.2] = np.nan
    assert intraclass_correlation(diary) == pytest.approx(share, abs=0.03)


def test_answers_become_fewer_and_differ_between_people():
    seen = Answering().answered(np.arange(120.0), 3000, np.random.default_rng(2))
    assert seen[:, :10].mean() > seen[:, -10:].mean() + 0.05
    chance = seen.mean()
    assert seen.mean(axis=1).std() > 1.5 * np.sqrt(chance * (1 - chance) / 120)


def test_without_spread_or_decline_everyone_answers_the_usual_share():
    seen = Answering(usual=0.7, spread=0.0, decline=0.0).answered(np.arange(50.0), 2000, np.random.default_rng(3))
    assert seen.mean() == pytest.approx(0.7, abs=0.01)


def test_readings_are_approached_by_an_hour_and_keep_their_moment():
    times = approached({"end": 5.5})
    assert times["end"] == 5.5
    assert times["before end"] == pytest.approx(5.5 - 1 / 24)
