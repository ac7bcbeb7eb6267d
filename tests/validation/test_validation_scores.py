"""Scores of forecasts and what they must be for forecasts that are known to be good or bad."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules

from unknot.validation.scores import Forecast, ensemble_crps, position, score


def test_crps_agrees_with_a_library():
    generator = np.random.default_rng(1)
    members, outcomes = generator.normal(5, 2, (20, 33)), generator.normal(5, 2, 20)
    library = scoringrules.crps_ensemble(outcomes, members, estimator="nrg")
    assert [ensemble_crps(row, y) for row, y in zip(members, outcomes, strict=True)] == pytest.approx(list(library))


def test_crps_of_a_single_value_is_its_distance():
    assert ensemble_crps(np.asarray([3.0]), 5.0) == 2.0


def test_the_ends_of_an_interval_belong_to_it():
    forecast = Forecast(5.0, np.arange(11.0), interval=(4.0, 6.0))
    assert [forecast.covers(value) for value in (3.0, 4.0, 5.0, 6.0, 7.0)] == [False, True, True, True, False]
    assert Forecast(5.0, np.arange(11.0)).covers(1.0)
    assert not Forecast(5.0, np.arange(11.0)).covers(0.0)


def test_positions_of_calibrated_forecasts_are_uniform_even_where_answers_repeat():
    generator = np.random.default_rng(2)
    positions = [
        position(np.round(generator.normal(5, 1, 200)), float(np.round(generator.normal(5, 1))), generator)
        for _ in range(4000)
    ]
    shares = np.histogram(positions, bins=10, range=(0, 1))[0] / 4000
    assert np.abs(shares - 0.1).max() < 0.02


def test_scores_average_over_the_forecasts_of_a_person():
    found = score([Forecast(5.0, np.asarray([5.0])), Forecast(6.0, np.asarray([6.0]))], np.asarray([5.0, 8.0]))
    assert found.mean() == {"mae": 1.0, "crps": 1.0, "coverage80": 0.5, "forecasts": 2}
