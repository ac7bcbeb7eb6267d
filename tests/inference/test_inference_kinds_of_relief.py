"""Relief of every kind, told from diaries whose truth is known."""

import numpy as np
import pytest
from lived_diaries import EVENING, from_day, lived_diary

from unknot.inference.forecast import pain_band
from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.records import Dose
from unknot.report.answer import LEARNED
from unknot.report.answer_relief import relief_answer

SEEDS = range(6)
EVENINGS = np.arange(70) + EVENING
WEEKLY = [Dose(day + 0.5, "massage", 60.0) for day in (6, 12, 21, 27, 34, 43, 49, 56)]


def learned(record, parameter, probability=0.5):
    posterior = fit(record)
    return weighted_quantile(posterior.parameters[parameter], posterior.weights, probability)


def state(record, name):
    posterior = fit(record)
    return np.quantile(posterior.state_draws((name,), posterior.chosen(2000))[name], [0.1, 0.5, 0.9])


def weekly(seed, size=2.0, **values):
    return lived_diary(WEEKLY, EVENINGS, seed=seed, start={"size": size}, **values)


def test_relief_that_stays_is_told_from_relief_that_goes():
    share = "relief_massage.staying"
    stays = [learned(weekly(seed, staying=0.9), share) for seed in SEEDS]
    goes = [learned(weekly(seed, staying=0.02, half_life=2.0), share) for seed in SEEDS]
    assert np.median(stays) > 2 * np.median(goes)
    assert sum(one > other for one, other in zip(stays, goes, strict=True)) >= 5


def test_short_and_long_relief_are_told_apart():
    half = "relief_massage.half_life"
    short = [learned(weekly(seed, staying=0.05, half_life=1.0), half) for seed in SEEDS]
    long = [learned(weekly(seed, staying=0.05, half_life=7.0), half) for seed in SEEDS]
    assert np.median(long) > 2 * np.median(short)
    assert sum(one > other for one, other in zip(long, short, strict=True)) >= 5


def test_pain_that_improves_by_itself_is_not_credited_to_sessions():
    claims = 0
    for seed in SEEDS:
        record = lived_diary(WEEKLY, EVENINGS, seed=seed, start={})
        improving = [2.5 * (1 - 0.5 ** (answer.day / 20)) for answer in record.responses]
        answers = tuple(
            type(answer)(answer.day, "pain", float(np.clip(np.round(answer.value - less), 0, 10)))
            for answer, less in zip(record.responses, improving, strict=True)
        )
        entry = relief_answer(fit(type(record)("improving", answers, record.doses)), "massage")
        claims += entry.verdict == LEARNED
        assert entry.probability_one_point < 0.95
    assert claims == 0


def test_sessions_before_the_first_answer_act():
    """Five sessions in two weeks, then a diary that sees their relief go."""
    doses = [Dose(day + 0.5, "massage", 60.0) for day in (1, 4, 7, 10, 13)]
    half, size = [], []
    for seed in SEEDS:
        whole = lived_diary(doses, np.arange(60) + EVENING, seed=seed, start={"size": 1.5}, half_life=5.0, staying=0.02)
        posterior = fit(from_day(whole, 14))
        half.append(weighted_quantile(posterior.parameters["relief_massage.half_life"], posterior.weights, 0.5))
        size.append(posterior.weights @ posterior.state_draws(("relief_massage.size",))["relief_massage.size"])
        assert pain_band(posterior, [14.9]).relief[0] > 0.5
    assert np.median(size) > 0.5
    assert 2.5 < np.median(half) < 10


def test_sessions_that_overlap_add_up():
    """Every second or third day, with a half-life of five: each finds most of the last one still at work."""
    doses = [Dose(day + 0.5, "massage", 60.0) for day in (14, 16, 19, 21, 23, 26, 28)]
    found = [
        state(
            lived_diary(doses, EVENINGS, seed=seed, start={"size": 1.0}, half_life=5.0, staying=0.02),
            "relief_massage.size",
        )
        for seed in SEEDS
    ]
    assert sum(lo <= 1.0 <= hi for lo, _, hi in found) >= 4
    assert 0.4 < np.median([middle for _, middle, _ in found]) < 1.4


@pytest.mark.slow
def test_a_daily_medicine_builds_up_and_washes_out():
    """Three weeks with, three without, three with: 0.8 points a dose and a half-life of a day hold 1.6 when steady."""
    doses = [Dose(day + 8 / 24, "medication", 60.0) for day in (*range(21), *range(42, 63))]
    on, off = [], []
    for seed in SEEDS:
        record = lived_diary(
            doses, np.arange(63) + EVENING, seed=seed, start={"size": 0.8}, half_life=1.0, staying=0.001
        )
        on_late, off_late = pain_band(fit(record), [20 + EVENING, 40 + EVENING]).relief
        on.append(on_late)
        off.append(off_late)
    steady = 0.8 * 0.5 ** (12 / 24) / (1 - 0.5)
    assert np.mean(on) == pytest.approx(steady, abs=0.5)
    assert np.mean(off) == pytest.approx(0.0, abs=0.4)


@pytest.mark.slow
def test_one_dose_is_seen_within_hours():
    """Eight days with ratings from minutes to hours after one tablet, which takes two points for an hour or two."""
    days = np.arange(8) * 3.0
    doses = [Dose(day + 9 / 24, "medication", 1.0) for day in days]
    after = np.asarray([-0.5, 0.25, 0.5, 1, 2, 4, 8]) / 24
    answers = np.round(((days + 9 / 24)[:, None] + after).ravel() * 96) / 96
    at_once, later = [], []
    for seed in SEEDS:
        record = lived_diary(doses, answers, seed=seed, start={"immediate_size": 2.0}, step=1 / 96, resolution=0.5)
        posterior = fit(record)
        names = ("relief_medication.immediate_size", "relief_medication.size")
        draws = posterior.state_draws(names, posterior.chosen(2000))
        half_life = posterior.parameters["relief_medication.half_life"][posterior.chosen(2000)]
        immediate, size = draws.values()
        at_once.append(np.median(immediate + size))
        later.append(np.median(immediate * 0.5 ** (8 / 1.5) + size * 0.5 ** (8 / 24 / half_life)))
    assert np.median(at_once) == pytest.approx(2.0, abs=0.5)
    assert np.median(later) < 0.5
