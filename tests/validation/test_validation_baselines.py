"""The plain baselines do what their definitions say, and know nothing of what is to come."""

from __future__ import annotations

import numpy as np
import pytest
from made_diaries import wandering
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.holtwinters import SimpleExpSmoothing

from unknot.validation.baselines import SIMPLE, exponential_smoothing, first_order_line, persistence, person_mean
from unknot.validation.boosting import Boosting
from unknot.validation.damped_trend import DampedTrend, damped_trend, fitted_parameters
from unknot.validation.level_filter import LevelFilter
from unknot.validation.protocol import Origins
from unknot.validation.series import series_of

OTHERS = (LevelFilter(), DampedTrend())
VALUES = np.asarray([5.0, 4, 6, 5, 7, 6, 5, 4, 6, 7, 8, 6])


def test_persistence_is_the_last_answer_with_past_changes_around_it():
    found = persistence(VALUES, Origins(warmup=10))
    assert [forecast.point for forecast in found] == [7, 8]
    assert sorted(found[0].members) == sorted(np.clip(7 + np.diff(VALUES[:10]), 0, 10))


def test_the_mean_has_the_past_as_its_ensemble():
    found = person_mean(VALUES, Origins(warmup=10))
    assert found[1].point == pytest.approx(VALUES[:11].mean())
    assert list(found[1].members) == list(VALUES[:11])


def test_smoothing_agrees_with_a_library_at_the_weight_it_chose():
    point = exponential_smoothing(VALUES, Origins(warmup=11))[0].point
    by_weight = [
        SimpleExpSmoothing(VALUES[:11], initialization_method="known", initial_level=VALUES[0])
        .fit(smoothing_level=weight, optimized=False)
        .forecast(1)[0]
        for weight in np.arange(1, 21) / 20
    ]
    assert min(abs(point - candidate) for candidate in by_weight) < 1e-9


def test_the_slope_of_the_first_order_line_is_shrunk_and_bounded():
    slope, intercept = first_order_line(VALUES)
    before, after = VALUES[:-1], VALUES[1:]
    free = np.polyfit(before, after, 1)[0]
    assert abs(slope) < abs(free)
    assert slope == pytest.approx(
        np.sum((before - before.mean()) * (after - after.mean()))
        / (np.sum((before - before.mean()) ** 2) + 0.5 * VALUES.var())
    )
    assert intercept == pytest.approx(after.mean() - slope * before.mean())
    assert first_order_line(np.asarray([0.0, 9.0] * 6))[0] == -0.2


def test_damped_trend_agrees_with_the_library():
    past = wandering(count=30).values
    parameters = fitted_parameters(past)
    library = ETSModel(past, error="add", trend="add", damped_trend=True).smooth(parameters).forecast(3)
    assert [damped_trend(past, parameters, ahead).point for ahead in (1, 2, 3)] == pytest.approx(list(library))


@pytest.mark.parametrize("method", [*SIMPLE, *OTHERS], ids=lambda method: method.name)
@pytest.mark.parametrize("horizon", [1, 3])
def test_no_method_looks_ahead(method, horizon):
    person = wandering(count=24)
    changed = person.values.copy()
    changed[18:] = 10 - changed[18:]
    other = series_of(
        type(person.record)(
            "A",
            tuple(
                type(answer)(answer.day, "pain", float(value))
                for answer, value in zip(person.record.responses, changed, strict=True)
            ),
        )
    )
    origins = Origins(warmup=8, horizon=horizon)
    before, after = (next(iter(method.forecast([who], origins))) for who in (person, other))
    seen = [i for i in origins.targets(24) if i - horizon < 18]
    assert [before[k].point for k in range(len(seen))] == [after[k].point for k in range(len(seen))]
    assert len(before) == len(origins.targets(24))


def test_boosting_gives_every_person_forecasts_from_other_people():
    persons = [wandering(name, seed=seed) for seed, name in enumerate("ABC")]
    found = list(Boosting().forecast(persons, Origins()))
    assert [len(each) for each in found] == [30, 30, 30]
    assert all(0 <= forecast.point <= 10 for each in found for forecast in each)
