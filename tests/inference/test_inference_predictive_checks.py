"""Answers beside their forecasts: in order where the model is right, and telling where it is not."""

import numpy as np
import pytest

from unknot.inference.individual import fit
from unknot.inference.predictive_checks import predictive_checks
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.records import Record, Response
from unknot.report.assemble import answer

DIARY = Protocol(days=90, answered=0.9, asked=("pain",))


def checked(values):
    answers = tuple(Response(day + 0.8, "pain", float(value)) for day, value in enumerate(values))
    return predictive_checks(fit(Record("made up", answers)))


def test_bands_hold_four_of_five_answers_of_simulated_clients():
    found = [predictive_checks(fit(virtual_client(seed, DIARY).record)) for seed in range(12)]
    assert np.mean([each.inside for each in found]) == pytest.approx(0.8, abs=0.05)
    assert np.mean([each.autocorrelation for each in found]) == pytest.approx(0.0, abs=0.1)
    assert np.mean([each.repeated - each.expected_repeated for each in found]) == pytest.approx(0.0, abs=0.06)


def test_answers_from_habit_are_seen():
    generator = np.random.default_rng(4)
    values = [5.0]
    for _ in range(69):
        values.append(values[-1] if generator.random() < 0.75 else float(generator.integers(2, 9)))
    found = checked(values)
    assert found.repeated > found.expected_repeated + 0.1


def test_few_answers_are_not_checked():
    assert checked([5, 6, 5, 4]) is None


def test_the_answer_says_what_was_checked():
    diagnostics = answer(fit(virtual_client(1, DIARY, half_life=3.0, peak=3.0).record)).diagnostics
    assert 0.6 < diagnostics.inside_band < 1
    assert 0 < diagnostics.prior_overlap["massage"] < 1
