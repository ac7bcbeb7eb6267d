"""Treatments that the diary never saw: as programmes of others, widened; what is speculative does nothing."""

from __future__ import annotations

import numpy as np
import pytest
from planned_clients import usual

from unknot.evidence.load import intervention
from unknot.planning.outlook import look_ahead
from unknot.planning.safety import practice_helps
from unknot.planning.unseen import WIDENING, relief_of_programme, unseen_effects
from unknot.planning.what_if import what_if
from unknot.records import Dose

NAMES = ("exercise", "relaxation", "mindfulness", "distraction")


@pytest.fixture(scope="module")
def effects():
    return unseen_effects(NAMES, 1000, np.random.default_rng(4))


def test_a_programme_brings_what_its_fact_file_derives(effects):
    # The basis of exercise: eight weeks with three sessions each give about 0.8 points.
    assert relief_of_programme(effects["exercise"]).mean() == pytest.approx(0.8, abs=0.25)
    assert relief_of_programme(effects["mindfulness"]).mean() == pytest.approx(0.6, abs=0.25)


def test_a_speculative_practice_is_expected_to_do_nothing(effects):
    assert intervention("distraction").grade == "speculative"
    assert abs(effects["distraction"].relief(20.0, np.asarray([0.5, 1.5])).mean()) < 0.02
    assert not practice_helps(effects["distraction"])


@pytest.mark.parametrize("name", ["exercise", "relaxation", "mindfulness"])
def test_the_spread_of_a_programme_is_that_of_the_fact_file_widened(effects, name):
    spread = relief_of_programme(effects[name]).std()
    # The immediate part and soreness add a little of their own.
    assert spread == pytest.approx(WIDENING * intervention(name).size_sd, rel=0.15)


def test_practices_are_drawn_evenly_so_that_means_do_not_depend_on_luck():
    few, many = (unseen_effects(("exercise",), count, np.random.default_rng(1))["exercise"] for count in (200, 4000))
    assert relief_of_programme(few).mean() == pytest.approx(relief_of_programme(many).mean(), abs=0.05)


def test_what_the_diary_saw_comes_from_the_diary():
    seen = look_ahead(usual(), 7, treatments=NAMES, draws=50).effects
    assert seen["massage"].seen
    assert not any(seen[name].seen for name in NAMES)


def test_what_if_adds_relief_after_the_session_and_none_before():
    futures = look_ahead(usual(), 14, draws=400)
    day = float(futures.moments[4]) - 0.3
    found = what_if(futures, [Dose(day, "massage", 60.0)])
    less = found.without.mean - found.added.mean
    assert np.all(less[:4] == 0)
    assert less[4] > 1
    assert less[4] > less[8] > 0
    assert np.all(found.added.lo <= found.added.hi)


def test_what_if_takes_a_fit_and_treatments_that_it_never_saw():
    last = max(answer.day for answer in usual().record.responses)
    found = what_if(usual(), [Dose(last + 2, "relaxation", 20.0)], days=7)
    assert len(found.added.days) == 7
    assert np.all(found.added.lo <= found.added.mean)


def test_what_if_with_nothing_added_changes_nothing():
    found = what_if(usual(), [], days=5)
    assert np.array_equal(found.without.mean, found.added.mean)
