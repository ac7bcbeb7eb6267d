"""Prompts are chosen by what they are expected to teach."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from unknot.errors import UnknotError
from unknot.inference.individual import fit
from unknot.inference.target import linear_batch
from unknot.model.exposure import Exposure
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.planning.asking import ask
from unknot.planning.coming_answers import ComingAnswers, coming_answers
from unknot.planning.hours import last_moment
from unknot.planning.information import Quantities, gain_of, greedy_questions


@pytest.fixture(scope="module")
def posterior():
    return fit(virtual_client(3, Protocol(days=28, asked=("pain",)), half_life=2.5, peak=2.5).record)


def _normal_toy(draws: int, noises: tuple[float, ...]) -> tuple[ComingAnswers, Quantities]:
    """Answers that are the log half-life plus noise of their own; the size is one, give or take."""
    q = np.random.default_rng(0).standard_normal(draws)
    mean = np.column_stack([*(q for _ in noises), np.ones(draws)])
    covariance = np.repeat(np.diag([*(noise**2 for noise in noises), 1e-4])[None], draws, axis=0)
    return ComingAnswers(mean, covariance), Quantities(q, np.full(draws, 0.5))


@pytest.mark.parametrize("noise", [0.7, 2.0])
def test_the_gain_is_the_textbooks_information_of_a_normal_quantity(noise):
    coming, quantities = _normal_toy(1500, (noise,))
    gain = gain_of(coming, quantities, np.arange(1500), [0], np.random.default_rng(1))
    assert gain.duration == pytest.approx(0.5 * np.log1p(noise**-2), abs=0.06)
    assert gain.decision == pytest.approx(0.0, abs=0.01)


def test_the_clearest_answer_is_chosen_first_and_more_answers_teach_more():
    coming, quantities = _normal_toy(600, (3.0, 0.5, 1.0))
    places, gains, alone = greedy_questions(coming, quantities, np.arange(600), 3, np.random.default_rng(2))
    assert places == [1, 2, 0]
    assert gains[0].duration < gains[1].duration
    assert [round(each.duration, 6) for each in gains[:1]] == [round(alone[1].duration, 6)]


def test_a_draw_does_not_recognise_itself():
    """Answers that say nothing must not seem to teach because they were made by one of the draws."""
    coming, quantities = _normal_toy(300, (1.0,))
    blind = ComingAnswers(np.where([True, False], 0.0, coming.mean), coming.covariance)
    gain = gain_of(blind, quantities, np.arange(300), [0], np.random.default_rng(3))
    assert abs(gain.duration) < 0.01


def test_coming_answers_have_the_moments_of_simulated_ones(posterior):
    """Mean and covariance beside 40 000 paths of the linear model of one draw, a dose on the way."""
    now = last_moment(posterior.record)
    moments = [now + 0.5, now + 2.0, now + 2.5, now + 5.0]
    dose_at, length = now + 1.0, 1 / 24
    draw = posterior.chosen(1)
    found = coming_answers(posterior, draw, moments, [Exposure("massage", dose_at, length, 1.0)], "relief_massage.size")
    linear = linear_batch(posterior.target.without_events, posterior.z[draw])
    one = {name: np.asarray(getattr(linear, name))[0] for name in ("loss", "production", "noise", "fill", "fill_noise")}
    structure = posterior.diary.structure
    sources, filled = np.asarray(structure.sources), np.asarray(structure.fillers) >= 0
    generator = np.random.default_rng(4)
    state = generator.multivariate_normal(posterior.last.mean[draw[0]], posterior.last.covariance[draw[0]], 40_000)
    time, answers = now, []
    for event in sorted([*moments, dose_at + length]):
        step, loss = event - time, one["loss"]
        kept = np.exp(-loss * step)
        safe = np.where(loss < 1e-9, 1.0, loss)
        grown = np.where(loss < 1e-9, step, (1 - kept) / safe)
        spread = np.where(loss < 1e-9, step, (1 - kept**2) / (2 * safe)) * one["noise"]
        state = kept * state + one["production"] * grown + np.sqrt(spread) * generator.standard_normal(state.shape)
        if event == dose_at + length:
            shape = lambda z: np.where(z < 1e-9, 1.0, (1 - np.exp(-z)) / np.where(z < 1e-9, 1.0, z))  # noqa: E731
            added = np.where(filled, one["fill"] * shape(loss * length), 0.0)
            noise = np.where(filled, one["fill_noise"] * shape(2 * loss * length), 0.0)
            state = state + added * state[:, sources] + np.sqrt(noise) * generator.standard_normal(state.shape)
        else:
            answers.append(np.asarray(linear.constant)[0, 0] + state @ np.asarray(linear.loading)[0, 0])
        time = event
    size = state[:, structure.states.index("relief_massage.size")]
    paths = np.column_stack([*answers, size])
    noise = np.asarray(linear.rating_noise)[0, 0] ** 2 + 1 / 12
    np.testing.assert_allclose(found.mean[0], paths.mean(axis=0), atol=0.05)
    np.testing.assert_allclose(found.covariance[0] - np.diag([noise] * 4 + [0.0]), np.cov(paths.T), atol=0.08)


def test_prompts_lie_in_the_days_asked_for_and_the_same_seed_repeats_them(posterior):
    found = ask(posterior, prompts=4, days=6)
    assert found == ask(posterior, prompts=4, days=6)
    assert len({question.day for question in found.chosen}) == 4
    assert all(found.from_day < question.day <= found.from_day + 6 for question in found.chosen)
    assert all(question.moment for question in found.chosen)


def test_a_few_chosen_prompts_teach_nearly_as_much_as_every_evening(posterior):
    found = ask(posterior, prompts=4)
    assert found.evenings == 7
    assert found.chosen[-1].gain.both > 0.6 * found.everything.both


def test_asking_goes_on_while_little_is_known_and_stops_when_enough_is(posterior):
    assert not ask(posterior).stop
    knows = dataclasses.replace(
        posterior,
        z=np.repeat(posterior.z[:1], len(posterior.z), axis=0) + 1e-3 * posterior.z,
        last=posterior.last._replace(covariance=1e-3 * posterior.last.covariance),
    )
    found = ask(knows)
    assert found.known
    assert found.stop


def test_asking_stops_where_answers_are_expected_to_teach_next_to_nothing():
    """After forty weekly sessions without relief there is nothing left to follow."""
    record = virtual_client(1, Protocol(days=280, asked=("pain",)), half_life=0.3, peak=0.0).record
    found = ask(fit(record), prompts=1, days=1)
    assert not found.known
    assert found.stop


def test_planned_sessions_can_be_given(posterior):
    day = float(np.ceil(last_moment(posterior.record))) + 2.5
    found = ask(posterior, sessions=(day,))
    assert found.sessions == (day,)


def test_what_cannot_be_asked_is_refused(posterior):
    with pytest.raises(UnknotError, match="no such treatment"):
        ask(posterior, intervention="heat")
    with pytest.raises(UnknotError, match="1 to 28 days"):
        ask(posterior, days=99)
    with pytest.raises(UnknotError, match="At least one prompt"):
        ask(posterior, prompts=0)
    bare = dataclasses.replace(posterior, record=dataclasses.replace(posterior.record, doses=()))
    with pytest.raises(UnknotError, match="no relief to ask about"):
        ask(bare)


def test_beside_every_evening_mornings_are_chosen_and_count_only_what_they_add(posterior):
    alone, beside = ask(posterior, prompts=2), ask(posterior, prompts=2, every_evening=True)
    assert all("morning" in question.moment for question in beside.chosen)
    assert beside.chosen[-1].gain.both < alone.chosen[-1].gain.both


def test_what_is_asked_anyway_is_not_chosen_again():
    coming, quantities = _normal_toy(600, (3.0, 0.5, 1.0))
    places, gains, _ = greedy_questions(coming, quantities, np.arange(600), 3, np.random.default_rng(2), [1])
    assert places == [2, 0]
    without = greedy_questions(coming, quantities, np.arange(600), 1, np.random.default_rng(2))[1]
    assert gains[0].duration < without[0].duration
