"""The filter's log-likelihood beside one dense multivariate normal, written from the model's formulas.

With answers on a very fine scale the probability of an answer is its density times the width of a step. The
dense covariance is put together without the model's code: a kernel for each state, a column for each session.
"""

from __future__ import annotations

import equinox as eqx
import numpy as np
import pytest
from scipy.stats import multivariate_normal

from unknot.inference.filtering import Events, run_filter
from unknot.inference.timeline import build_timeline
from unknot.model.exposure import Exposure
from unknot.model.linearise import linearise, structure_of
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.records import Record, Response

TREATMENTS = ("massage", "mindfulness")
INSTRUMENTS = ("unpleasantness", "pain")
MODEL = Model((Nociception(), Perception(repeating=0.0), *map(Relief.of, TREATMENTS)))
SESSIONS = (
    Exposure("massage", 2.0, 1.5 / 24, 1.0),
    Exposure("mindfulness", 3.1, 0.5 / 24, 0.6),
    Exposure("massage", 6.3, 1 / 24, 0.7),
    Exposure("massage", 6.9, 2 / 24, 1.2),
    Exposure("mindfulness", 11.0, 0.5 / 24, 1.1),
    Exposure("massage", 15.5, 1 / 24, 1.0),
)


def _value(name):
    return float(MODEL.value(name))


def _moments_of_relief(relief, days):
    """Mean and covariance over time of what one treatment adds to pain."""
    fact, name = relief.fact, relief.name
    given = [session for session in SESSIONS if session.intervention == fact.name]
    amounts = np.asarray([session.amount for session in given])
    durations = np.asarray([session.duration for session in given])
    since = days[:, None] - np.asarray([session.end for session in given])

    def rate(half_life):
        return np.log(2) / _value(f"{name}.{half_life}")

    def left(rate):
        """What is left of a unit that stood in a store when a session ended, shape (times, sessions)."""
        return np.where(since >= 0, np.exp(-rate * np.maximum(since, 0)), 0.0)

    def averaged(rate):
        """The average of exp(-rate * s) over each session: what fades while it lasts."""
        return -np.expm1(-rate * durations) / (rate * durations) if rate else np.ones(len(given))

    def filled(rate):
        return left(rate) @ (amounts * averaged(rate))

    fading, staying = rate("half_life"), _value(f"{name}.staying")
    lasting = 0.0 if fact.lasting == "skill" else rate("course_half_life")
    by_size = (1 - staying) * filled(fading) + staying * filled(lasting)
    at_once, sore = filled(rate("immediate_half_life")), filled(rate("soreness_half_life"))
    covariance = (fact.size_mean**2 + fact.size_sd**2) * np.outer(by_size, by_size)
    covariance += fact.immediate_sd**2 * np.outer(at_once, at_once)
    covariance += fact.soreness_sd**2 * np.outer(sore, sore)
    variances = _value(f"{name}.session_variation") ** 2 * amounts * averaged(2 * fading)
    covariance += (left(fading) * variances) @ left(fading).T
    return -fact.immediate_mean * at_once, covariance


def _dense(days, unpleasant):
    """Mean and covariance of all answers, rating noise included."""
    gap = np.abs(days[:, None] - days)
    earlier = np.minimum(days[:, None], days)
    improving = 2.0 ** (-days / _value("nociception.improvement_half_time"))
    both_unpleasant = np.outer(unpleasant, unpleasant)
    mean = _value("nociception.usual_drive") + _value("nociception.usual_improvement") * improving
    covariance = _value("nociception.drive_spread") ** 2 + _value("nociception.drift") ** 2 * earlier
    covariance += _value("nociception.improvement_spread") ** 2 * np.outer(improving, improving)
    covariance += _value("nociception.fluctuation_sd") ** 2 * np.exp(-gap / _value("nociception.fluctuation_time"))
    covariance += both_unpleasant * _value("perception.offset_spread") ** 2
    valence = _value("perception.valence_sd") ** 2 * np.exp(-gap / _value("perception.valence_time"))
    covariance += both_unpleasant * valence
    covariance += np.eye(len(days)) * _value("perception.rating_noise") ** 2
    for relief in MODEL.mechanisms[2:]:
        shift, spread = _moments_of_relief(relief, days)
        mean, covariance = mean + shift, covariance + spread
    return mean, covariance


def _design():
    """Irregular days, some with both instruments at one moment, some with two answers on one instrument."""
    days = np.cumsum([0.0, 0.4, 1.3, 0.31, 0.02, 1.0, 2.2, 1.4, 0.3, 0.01, 1.9, 3.5, 0.5, 2.6, 0.6, 1.1])
    rows = [(day, "pain") for day in days]
    rows += [(day, "unpleasantness") for day in days[::2]] + [(days[4], "pain"), (days[9], "pain")]
    return sorted(rows)


@eqx.filter_jit
def _filtered(structure, events):
    return run_filter(linearise(MODEL, structure), structure, events)


def _compare(resolution):
    """Log-likelihood of one set of answers by the filter and by the dense normal."""
    rows = _design()
    days = np.asarray([day for day, _ in rows])
    unpleasant = np.asarray([name == "unpleasantness" for _, name in rows], dtype=float)
    mean, covariance = _dense(days, unpleasant)
    drawn = np.random.default_rng(9).multivariate_normal(mean, 0.15 * covariance)
    answers = np.round(drawn / resolution) * resolution
    assert np.all((answers > 1) & (answers < 9))
    record = Record(
        "dense",
        tuple(Response(*row, value) for row, value in zip(rows, answers, strict=True)),
        resolutions=dict.fromkeys(INSTRUMENTS, resolution),
    )
    structure = structure_of(
        MODEL,
        tuple(f"dose_{name}" for name in TREATMENTS),
        ("perception.unpleasantness", "perception.intensity"),
    )
    events = Events.of(build_timeline(record, INSTRUMENTS, SESSIONS, TREATMENTS))
    filtered = _filtered(structure, events)
    dense = multivariate_normal(mean, covariance).logpdf(answers) + len(answers) * np.log(resolution)
    return float(filtered.predictions.log_probability.sum()), dense


@pytest.mark.parametrize(("resolution", "tolerance"), [(1e-2, 1e-4), (1e-3, 1e-6), (1e-4, 1e-8)])
def test_the_log_likelihood_equals_a_dense_normal(resolution, tolerance):
    found, expected = _compare(resolution)
    assert found == pytest.approx(expected, rel=tolerance)


def test_what_is_left_is_the_rounding():
    """The difference falls with the square of the step, as it does for a density against an interval."""
    coarse, fine = (abs(np.subtract(*_compare(resolution))) for resolution in (1e-1, 1e-2))
    assert coarse / fine == pytest.approx(100, rel=0.2)
