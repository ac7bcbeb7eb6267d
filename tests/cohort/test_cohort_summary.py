"""Counts and sums give the statistics that NumPy gives of everyone at once."""

from __future__ import annotations

import numpy as np
import pytest

from unknot.cohort.arms import Arm
from unknot.cohort.results import Results
from unknot.cohort.study import Study
from unknot.cohort.summary import summarised
from unknot.model.exposure import session

STUDY = Study((Arm("nothing"), Arm("massage", (session("massage", 10.5, 60.0),))), 3000, days=30)


@pytest.fixture(scope="module")
def pain() -> np.ndarray:
    random = np.random.default_rng(2)
    level = random.uniform(0, 10, (1, STUDY.persons, 1)) - np.asarray([0.0, 1.0])[:, None, None]
    return np.clip(level + random.normal(size=(2, STUDY.persons, STUDY.readings)), 0, 10)


def _value(results: Results, arm: str, statistic: str, day: int | None = None, level: float | None = None):
    wanted = (statistic, day, level)
    return next(row for row in results.of(arm) if (row.statistic, row.day, row.level) == wanted)


def test_statistics_of_a_day_are_those_of_numpy(pain):
    results = Results(STUDY, summarised(STUDY, pain))
    evening = pain[1, :, 12]
    mean, gap = (_value(results, "massage", name, 5) for name in ("pain_mean", "difference_mean"))
    assert mean.value == pytest.approx(evening.mean(), abs=1e-6)
    assert mean.error == pytest.approx(evening.std() / STUDY.persons**0.5, abs=1e-6)
    assert gap.value == pytest.approx((evening - pain[0, :, 12]).mean(), abs=1e-6)
    assert gap.error == pytest.approx((evening - pain[0, :, 12]).std() / STUDY.persons**0.5, abs=1e-6)
    for level in (0.05, 0.5, 0.9):
        assert _value(results, "massage", "pain_quantile", 5, level).value == pytest.approx(
            np.quantile(evening, level), abs=0.02
        )


def test_responders_and_good_days_are_counted(pain):
    results = Results(STUDY, summarised(STUDY, pain))
    baseline, outcome = pain[0, :, :7].mean(1), pain[1, :, -7:].mean(1)
    able = baseline >= 1
    expected = np.mean(outcome[able] <= 0.5 * baseline[able])
    assert _value(results, "massage", "responders", level=0.5).value == pytest.approx(expected)
    good = (pain[1, :, 7:] <= 3).sum(1)
    assert _value(results, "massage", "days_under_mean", level=3.0).value == pytest.approx(good.mean())
    assert _value(results, "massage", "days_under_sd", level=3.0).value == pytest.approx(good.std())


def test_pain_is_back_on_the_first_of_three_evenings_in_a_row_above_the_line():
    pain = np.full((2, 2, STUDY.readings), 8.0)
    pain[1, :, 11:] = 2.0
    pain[1, 0, 17 + 3 : 17 + 5] = 8.0
    pain[1, 0, 17 + 8 :] = 8.0
    results = Results(STUDY, summarised(STUDY, pain))
    assert _value(results, "massage", "relieved_at_last_session", level=0.3).value == 1.0
    assert _value(results, "massage", "pain_back", level=0.3).value == 0.5
    assert _value(results, "massage", "days_to_return", level=0.5).value == 8.0
    assert _value(results, "massage", "days_to_return", level=0.75).value is None


def test_parts_add_up_to_the_whole_in_any_order(pain):
    whole = summarised(STUDY, pain)
    first, second, third = (
        summarised(STUDY, pain[:, part]) for part in (slice(0, 8), slice(8, 1000), slice(1000, None))
    )
    for total in (first + second + third, third + first + second):
        assert Results(STUDY, total).rows() == Results(STUDY, whole).rows()
