"""Regimens over futures: relief adds up, agrees with the forecast of the filter, and the best one is the best."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from planned_clients import usual, wishes

from unknot.inference.forecast import pain_band
from unknot.model.exposure import Exposure
from unknot.planning.goal import Goal
from unknot.planning.outlook import look_ahead
from unknot.planning.regimen import Practice, Regimen, Sessions
from unknot.planning.rollout import (
    days_to_row,
    held,
    relief_of_practices,
    relief_of_schedule,
    relief_of_schedules,
    relief_of_sessions,
)
from unknot.planning.safety import Safety
from unknot.planning.search import Space, try_all

TREATMENTS = ("massage", "exercise", "relaxation")


@pytest.fixture(scope="module")
def outlook():
    return look_ahead(usual(), 28, treatments=TREATMENTS, draws=150)


def test_relief_adds_up_over_sessions(outlook):
    both, first, second = (
        relief_of_sessions(outlook, Sessions("massage", 60.0, days)) for days in ((2, 9), (2,), (9,))
    )
    assert np.allclose(both, first + second, atol=1e-5)


def test_there_is_no_relief_before_a_session(outlook):
    relief = relief_of_sessions(outlook, Sessions("massage", 60.0, (5,)))
    assert np.all(relief[:5] == 0)
    assert relief[5].mean() > 1


def test_a_session_after_the_answer_of_its_day_shows_on_the_next_day():
    late = look_ahead(usual(), 14, draws=50)
    effect = late.effects["massage"]
    object.__setattr__(effect, "hour", 21.0)
    relief = relief_of_sessions(late, Sessions("massage", 60.0, (5,)))
    assert np.all(relief[5] == 0)
    assert relief[6].mean() > 1


def test_a_short_session_gives_less_by_the_dose_curve(outlook):
    whole, half = (
        relief_of_sessions(outlook, Sessions("massage", minutes, (0,)))[3].mean() for minutes in (60.0, 30.0)
    )
    fact = outlook.effects["massage"].fact
    assert half / whole == pytest.approx(fact.amount(30) / fact.amount(60), rel=0.05)


@pytest.mark.parametrize("planned", [(), (0, 7, 14)])
def test_futures_agree_with_the_forecast_of_the_filter(planned):
    futures = look_ahead(usual(), 21, draws=8000)
    days = [futures.posterior.record.clock.day_of(futures.first_date + day, 12.0) for day in planned]
    doses = [Exposure("massage", day, 60 / 1440, 1.0) for day in days]
    # A forecast rests on 64 parameter draws, the futures on 256: single ones differ by 0.1, more than is tested here.
    bands = [pain_band(replace(usual(), seed=seed), list(futures.moments), planned=doses) for seed in range(6)]
    ratings = futures.ratings
    if planned:
        ratings = ratings - relief_of_sessions(futures, Sessions("massage", 60.0, planned))
    assert held(ratings).mean(axis=1) == pytest.approx(np.mean([band.mean for band in bands], axis=0), abs=0.15)
    highest = np.mean([band.hi for band in bands], axis=0)
    assert np.quantile(held(ratings), 0.9, axis=1) == pytest.approx(highest, abs=0.3)


def test_the_same_seed_gives_the_same_futures_and_another_seed_others():
    one, same, other = (look_ahead(usual(), 14, draws=50, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(one.ratings, same.ratings)
    assert not np.array_equal(one.ratings, other.ratings)


def _good_days_by_hand(outlook, regimen, goal):
    """Good days and the chance of the goal, dose by dose and store by store, without a matrix."""
    days, draws = outlook.ratings.shape
    doses = [("massage", regimen.sessions.minutes, day) for day in regimen.sessions.days]
    doses += [(each.name, each.minutes, day) for each in regimen.practices for day in each.days(days)]
    good_days = met = 0.0
    for draw in range(draws):
        good = []
        for day in range(days):
            relief = 0.0
            for name, minutes, given in doses:
                effect = outlook.effects[name]
                since = day - given + (outlook.answer_hour - effect.hour) / 24 - minutes / 1440
                if since < 0:
                    continue
                amount = effect.amount(minutes)
                for gain, loss, variance in zip(
                    effect.gains[draw], effect.losses[draw], effect.variances[draw], strict=True
                ):
                    filled = amount * gain * _mean_decay(loss * minutes / 1440)
                    spread = math.sqrt(amount * variance * _mean_decay(2 * loss * minutes / 1440))
                    relief += (filled + spread * outlook.session_noise[given, draw]) * math.exp(-loss * since)
            good.append(round(min(max(outlook.ratings[day, draw] - relief, 0), 10)) <= goal.most)
        good_days += sum(good) / draws
        windows = goal.windows(days)
        met += sum(sum(good[first:end]) >= goal.days for first, end in windows) / len(windows) / draws
    return good_days, met


def _mean_decay(z):
    return (1 - math.exp(-z)) / z if z > 1e-9 else 1.0


def test_the_best_of_a_small_space_is_what_going_through_it_by_hand_finds():
    outlook = look_ahead(usual(), 14, treatments=TREATMENTS, draws=12, seed=2)
    asked = wishes(weeks=2, good_day=60.0, goal=Goal.parse("pain<=2 on 5 of 7 days"))
    practices = ((Practice("exercise", 10.0, 3),), (Practice("exercise", 10.0, 3), Practice("relaxation", 10.0, 7)))
    schedules = ((1,), (1, 8), (3, 10), (0, 4, 11))
    space = Space("massage", schedules, {45.0: 80.0, 60.0: 80.0}, practices)
    candidates = try_all(outlook, space, outlook.ratings, asked, Safety.of())
    by_hand = {}
    for (minutes, days), each in product(product((45.0, 60.0), schedules), practices):
        regimen = Regimen(Sessions("massage", minutes, days), each)
        by_hand[regimen] = _good_days_by_hand(outlook, regimen, asked.goal)
    for each in practices:
        regimen = Regimen(Sessions("massage", 0.0, ()), each)
        by_hand[regimen] = _good_days_by_hand(outlook, regimen, asked.goal)
    assert set(candidates.regimens) == set(by_hand)
    for place, regimen in enumerate(candidates.regimens):
        assert (candidates.good_days[place], candidates.chance[place]) == pytest.approx(by_hand[regimen], abs=1e-6)

    def value(regimen):
        return 60.0 * by_hand[regimen][0] - 80.0 * len(regimen.sessions.days)

    assert candidates.regimens[int(np.argmax(candidates.value(asked)))] == max(by_hand, key=value)


def test_more_practice_than_studied_brings_no_more_until_the_diary_says_so(outlook):
    studied, daily = (relief_of_practices(outlook, (Practice("exercise", 30.0, a_week),)) for a_week in (3, 7))
    assert daily[-7:].mean() == pytest.approx(studied[-7:].mean(), rel=0.05)
    less = relief_of_practices(outlook, (Practice("exercise", 10.0, 3),))
    assert less[-7:].mean() < 0.6 * studied[-7:].mean()
    own = replace(outlook, effects={**outlook.effects, "exercise": replace(outlook.effects["exercise"], seen=True)})
    assert relief_of_practices(own, (Practice("exercise", 30.0, 7),))[-7:].mean() > 1.8 * studied[-7:].mean()


def test_one_schedule_is_the_same_alone_and_among_many(outlook):
    rows = np.stack([days_to_row(days, 28) for days in ((), (2, 9), (0, 27))])
    together = relief_of_schedules(outlook, "massage", 60.0, rows)
    for row, relief in zip(rows, together, strict=True):
        assert np.allclose(relief, relief_of_schedule(outlook, "massage", 60.0, row), atol=1e-5)


def test_practices_and_schedules_are_the_same_sum(outlook):
    practice = Practice("exercise", 20.0, 3)
    rows = days_to_row(practice.days(28), 28)[None]
    assert np.allclose(
        relief_of_practices(outlook, (practice,)), relief_of_schedules(outlook, "exercise", 20.0, rows)[0], atol=1e-6
    )
    assert len(practice.days(28)) == 12
