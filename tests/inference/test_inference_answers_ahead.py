"""The forecast of coming answers: it uses the past alone, keeps to the scale, and means what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unknot.evidence.population import shipped_population
from unknot.inference.answers_ahead import answers_ahead
from unknot.inference.intervals import intervals_along, nearest_interval
from unknot.inference.online import predictions_along
from unknot.inference.variants import LEARNED_FROM_ANSWERS, MEMBERS
from unknot.records import Dose, Record, Response

POPULATION = shipped_population()


def _record(values, days=None, doses=(), resolution=1.0) -> Record:
    days = np.arange(len(values), dtype=float) if days is None else days
    responses = tuple(Response(float(day), "pain", float(value)) for day, value in zip(days, values, strict=True))
    return Record("A", responses, tuple(doses), resolutions={"pain": resolution})


VALUES = np.clip(np.round(5 + np.random.default_rng(4).normal(0, 1.3, 30)), 0, 10)
DOSES = tuple(Dose(day + 0.4, "massage", 60.0) for day in (3, 10, 17, 24))


@pytest.mark.parametrize(("horizon", "doses"), [(1, ()), (2, DOSES)], ids=["no doses", "doses, two ahead"])
def test_what_comes_later_changes_nothing(horizon, doses):
    changed = np.concatenate([VALUES[:20], 10 - VALUES[20:]])
    targets = range(12, 30)
    before, after = (
        answers_ahead(_record(values, doses=doses), targets, POPULATION, horizon=horizon)
        for values in (VALUES, changed)
    )
    for i, (one, other) in enumerate(zip(before, after, strict=True)):
        if targets[i] - horizon < 20:
            assert list(one.members) == list(other.members)
            assert list(one.weights) == list(other.weights)
            assert (one.low, one.high) == (other.low, other.high)


def test_forecasts_keep_to_the_answers_there_are():
    for found in answers_ahead(_record(VALUES), range(10, 30), POPULATION):
        assert np.all((found.members >= 0) & (found.members <= 10))
        assert np.all(found.members == np.round(found.members))
        assert found.low <= found.point <= found.high
        assert found.weights.sum() == pytest.approx(1.0)


def test_who_always_gives_the_same_answer_is_forecast_to_do_so():
    found = answers_ahead(_record(np.full(25, 4.0)), range(20, 25), POPULATION)
    assert {(entry.point, entry.low, entry.high) for entry in found} == {(4.0, 4.0, 4.0)}


def test_the_first_forecast_leans_on_the_mechanism_and_later_ones_less():
    found = answers_ahead(_record(VALUES), range(1, 30), POPULATION)
    assert found[0].weights[0] > 0.9
    assert found[-1].weights[0] < 0.9


@pytest.mark.parametrize("relief", [0.0, 3.0])
def test_scores_show_whether_doses_count_for_this_person(relief):
    level = np.full(30, 6.0) + np.random.default_rng(3).normal(0, 0.5, 30)
    level[[dose_day + later for dose_day in (3, 10, 17, 24) for later in (1, 2)]] -= relief
    last = answers_ahead(_record(np.round(level), doses=DOSES), range(25, 30), POPULATION)[-1]
    counted, not_counted = last.weights[:2]
    assert (counted > not_counted) == (relief > 0)
    assert last.weights.sum() == pytest.approx(1.0)


def test_the_same_seed_gives_the_same_forecasts():
    first, second = (answers_ahead(_record(VALUES), range(10, 15), POPULATION, seed=3) for _ in range(2))
    assert [list(entry.members) for entry in first] == [list(entry.members) for entry in second]


def test_a_bank_after_one_answer_agrees_with_the_product_of_two_normals():
    tight = replace(
        POPULATION,
        kinds=("one",),
        level_means=(6.0,),
        level_sds=(1.5,),
        **{f"{name}_log_sd": 0.001 for name in ("drift", "fluctuation_sd", "fluctuation_time", "rating_noise")},
    )
    found = predictions_along(_record([4.0, 5.0], days=[0.0, 100.0], resolution=0.001), [1], tight)[0]
    # At the start level, improvement and fluctuation stand together; after a hundred days the fluctuation is new.
    improvement, improvement_sd, halving = 0.5, 0.8, 2 ** (-100 / 20)
    slow = np.diag([1.5**2, improvement_sd**2])
    total = slow.sum() + tight.fluctuation_sd_median**2 + tight.rating_noise_median**2
    learned = slow @ np.ones(2) / total * (4.0 - 6.0 - improvement)
    expected = 6.0 + learned[0] + halving * (improvement + learned[1])
    assert found.weights @ found.mean == pytest.approx(expected, abs=0.01)


def test_longer_horizons_are_less_certain():
    near, far = (
        predictions_along(_record(VALUES, doses=DOSES), [25], POPULATION, horizon=horizon)[0] for horizon in (2, 10)
    )
    assert far.weights @ far.sd**2 > near.weights @ near.sd**2


@pytest.mark.parametrize("name", LEARNED_FROM_ANSWERS)
@pytest.mark.parametrize("horizon", [1, 4])
def test_every_variant_can_speak_from_the_first_answer_on(name, horizon):
    found = LEARNED_FROM_ANSWERS[name](VALUES, range(1, 26), horizon)
    assert found.shape == (25, MEMBERS)
    assert np.all((found >= 0) & (found <= 10))


def test_the_nearest_interval_leaves_out_an_end_where_that_is_closer():
    values = np.asarray([3.0, 4.0, 5.0, 6.0, 7.0])
    assert nearest_interval(values, np.asarray([0.12, 0.2, 0.36, 0.2, 0.12]), 0.8) == (4.0, 6.0)
    assert nearest_interval(values, np.asarray([0.2, 0.2, 0.2, 0.2, 0.2]), 0.8) in {(3.0, 6.0), (4.0, 7.0)}
    assert nearest_interval(values, np.asarray([0.97, 0.03, 0.0, 0.0, 0.0]), 0.8) == (3.0, 3.0)


@pytest.mark.parametrize("spread", [0.6, 1.4], ids=["forecasts too sharp", "forecasts too wide"])
def test_intervals_come_back_to_what_they_say_where_forecasts_are_wrong(spread):
    generator = np.random.default_rng(3)
    outcomes, values = generator.normal(5, 1, 600), generator.normal(5, spread, (600, 200))
    weights = np.full(values.shape, 1 / 200)
    held = [
        low <= outcome <= high
        for (low, high), outcome in zip(intervals_along(values, weights, outcomes, 0.8), outcomes, strict=True)
    ]
    alone = [
        low <= outcome <= high
        for (low, high), outcome in zip((nearest_interval(v, weights[0], 0.8) for v in values), outcomes, strict=True)
    ]
    assert abs(np.mean(alone) - 0.8) > 0.1
    assert abs(np.mean(held[100:]) - 0.8) < abs(np.mean(alone) - 0.8) / 2
