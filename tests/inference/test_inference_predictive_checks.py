"""Answers beside their forecasts: in order where the model is right, and telling where it is not."""

import numpy as np
import pytest

from unknot.inference.individual import fit
from unknot.inference.predictive_checks import predictive_checks
from unknot.model.answering import REPEATING
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.records import Record, Response
from unknot.report.assemble import answer

DIARY = Protocol(days=90, answered=0.9, asked=("pain",))


def checked(values):
    answers = tuple(Response(day + 0.8, "pain", float(value)) for day, value in enumerate(values))
    return predictive_checks(fit(Record("made up", answers)))


@pytest.mark.slow
def test_bands_hold_four_of_five_answers_of_simulated_clients():
    found = [predictive_checks(fit(virtual_client(seed, DIARY).record)) for seed in range(12)]
    assert np.mean([each.inside for each in found]) == pytest.approx(0.8, abs=0.05)
    assert np.mean([each.autocorrelation for each in found]) == pytest.approx(0.0, abs=0.1)
    assert np.mean([each.repeated - each.expected_repeated for each in found]) == pytest.approx(0.0, abs=0.06)


def test_a_habit_of_repeating_is_learned_and_then_expected():
    generator = np.random.default_rng(4)
    values = [5.0]
    for _ in range(69):
        values.append(values[-1] if generator.random() < 0.75 else float(generator.integers(2, 9)))
    record = Record("made up", tuple(Response(day + 0.8, "pain", value) for day, value in enumerate(values)))
    posterior = fit(record)
    habit = posterior.parameters[REPEATING][posterior.chosen(500)]
    assert np.quantile(habit, [0.1, 0.9]) == pytest.approx([0.65, 0.8], abs=0.12)
    found = predictive_checks(posterior)
    assert found.repeated == pytest.approx(found.expected_repeated, abs=0.1)


def test_without_a_habit_little_of_it_is_learned():
    posterior = fit(Record("made up", tuple(Response(day + 0.8, "pain", float(2 + day % 5)) for day in range(60))))
    assert np.mean(posterior.parameters[REPEATING][posterior.chosen(500)]) < 0.06


def test_few_answers_are_not_checked():
    assert checked([5, 6, 5, 4]) is None


def test_the_answer_says_what_was_checked():
    diagnostics = answer(fit(virtual_client(1, DIARY, half_life=3.0, peak=3.0).record)).diagnostics
    assert 0.6 < diagnostics.inside_band < 1
    assert 0 < diagnostics.prior_overlap["massage"] < 1
