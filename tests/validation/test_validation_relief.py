"""Relief: when episodes begin and end, Kaplan-Meier, scores of what was not watched to the end."""

from __future__ import annotations

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from made_diaries import record_of

from unknot.errors import RecordError
from unknot.evidence.population import shipped_population
from unknot.inference.first_passage import no_return_by
from unknot.records import Dose
from unknot.validation.relief_backtest import relief_backtest
from unknot.validation.relief_episodes import Episode, episodes_of
from unknot.validation.relief_mixture import PRIOR_EPISODES, best_share, own_shares
from unknot.validation.series import series_of
from unknot.validation.survival import censored_log_score, integrated_brier, kaplan_meier

GENERATOR = np.random.default_rng(6)
DURATIONS = np.round(GENERATOR.exponential(4, 40), 1) + 0.1
HAPPENED = GENERATOR.random(40) < 0.7
DAYS = np.asarray([1.0, 2.0, 4.0, 8.0])
TABLETS = tuple(Dose(day + 0.3, "medication", 1.0) for day in range(7, 14))


def test_kaplan_meier_agrees_with_a_library():
    library = KaplanMeierFitter().fit(DURATIONS, HAPPENED).predict(DAYS)
    assert kaplan_meier(DURATIONS, HAPPENED, DAYS) == pytest.approx(library.to_numpy())


def test_a_sure_and_right_forecast_scores_best():
    right, even = np.asarray([1.0, 1.0, 0.0, 0.0]), np.full(4, 0.5)
    watched = np.ones(5)
    assert censored_log_score(right, DAYS, 3.0, True) < censored_log_score(even, DAYS, 3.0, True)
    assert integrated_brier(right, DAYS, 3.0, True, watched) == 0.0
    assert integrated_brier(even, DAYS, 3.0, True, watched) == pytest.approx(0.25)


def test_who_is_not_watched_to_the_end_counts_as_long_as_watched():
    early, late = np.asarray([0.0, 0.0, 0.0, 0.0]), np.asarray([1.0, 1.0, 1.0, 0.0])
    assert censored_log_score(late, DAYS, 3.0, False) < censored_log_score(early, DAYS, 3.0, False)
    assert integrated_brier(late, DAYS, 3.0, False, np.ones(5)) == 0.0


def test_a_course_of_tablets_is_one_episode_that_starts_after_the_last():
    days = np.arange(25) + 0.8
    values = np.concatenate([np.full(7, 7.0), np.full(7, 3.0), [3, 3, 4, 4, 5], np.full(6, 7.0)])
    (episode,) = episodes_of(series_of(record_of("A", days, values, doses=TABLETS)))
    assert episode.threshold == 5.0
    assert episode.past.responses[-1].day == pytest.approx(13.8)
    assert episode.duration == pytest.approx(5.0)
    assert episode.is_back


def test_a_single_dose_within_hours_is_an_episode_and_the_next_attack_ends_it():
    hours = np.asarray([0, 0.5, 2, 4, 8, 24, 48]) / 24
    attack = [8, 6, 2, 2, 3, 3, 4]
    record = record_of(
        "A",
        np.concatenate([hours, 5 + hours]),
        attack * 2,
        doses=(Dose(0.001, "medication", 5), Dose(5.001, "medication", 5)),
    )
    first, second = episodes_of(series_of(record))
    assert (first.threshold, second.threshold) == (5.0, 5.0)
    assert (first.is_back, second.is_back) == (True, False)
    assert first.duration == pytest.approx(5 - 2 / 24)
    assert second.duration == pytest.approx(2 - 2 / 24)
    assert len(second.past.responses) == 10
    assert second.expected[0] == pytest.approx(1.5 / 24)


def test_without_relief_there_is_no_episode():
    record = record_of("A", np.arange(25) + 0.8, np.full(25, 6.0), doses=TABLETS)
    assert not list(episodes_of(series_of(record)))
    with pytest.raises(RecordError, match="too few times of relief"):
        relief_backtest([series_of(record)], shipped_population())


def test_pain_is_back_the_sooner_the_lower_the_threshold_and_never_less_over_time():
    past = record_of("A", np.arange(14) + 0.8, [7, 6, 7, 8, 7, 7, 6, 4, 3, 3, 2, 3, 3, 3], doses=TABLETS)
    days = np.arange(1.0, 15.0)
    low, high = (no_return_by(past, threshold, days, shipped_population()) for threshold in (5.0, 9.0))
    assert np.all(np.diff(low) <= 0)
    assert np.all(low <= high)
    assert low[0] > low[-1]


def test_every_method_scores_every_episode():
    days = np.arange(25) + 0.8
    persons = [
        series_of(
            record_of(
                name,
                days,
                np.concatenate([np.full(7, 7.0), np.full(7, 3.0), np.full(2 + k, 3.0), np.full(9 - k, 7.0)]),
                doses=TABLETS,
            )
        )
        for k, name in enumerate("ABC")
    ]
    found = relief_backtest(persons, shipped_population())
    assert {method: len(scores) for method, scores in found.log_scores.items()} == {
        "unknot": 3,
        "unknot_alone": 3,
        "kaplan_meier": 3,
    }
    assert found.overall("unknot")["episodes"] == 3
    assert found.persons == ("A", "B", "C")
    assert tuple(found.own_shares) == ("A", "B", "C")


def test_the_share_of_the_own_past_follows_how_well_it_forecast_and_is_even_without_episodes():
    good, poor = np.full(60, 0.6), np.full(60, 0.2)
    assert best_share(good, poor) > 0.9
    assert best_share(poor, good) < 0.1
    assert best_share(good[:0], good[:0]) == 0.5
    grid = np.linspace(0.001, 0.999, 999)
    own, others = GENERATOR.random(30), GENERATOR.random(30)
    mixed = np.log(grid[:, None] * own + (1 - grid[:, None]) * others).sum(axis=1)
    prior = PRIOR_EPISODES / 2 * np.log(grid * (1 - grid))
    assert best_share(own, others) == pytest.approx(grid[np.argmax(mixed + prior)], abs=0.01)


def test_a_share_rests_on_the_episodes_of_other_people():
    episodes = [
        Episode(name, record_of(name, [0.0], [5.0]), 5.0, np.asarray([1.0]), duration, True)
        for name, duration in (("A", 1.5), ("A", 1.5), ("B", 1.5), ("B", 1.5))
    ]
    right, even = np.asarray([1.0, 0.0, 0.0, 0.0]), np.full(4, 0.5)
    shares = own_shares(episodes, [right, right, even, even], [even, even, right, right], DAYS)
    assert shares["A"] < 0.5 < shares["B"]
