"""The diary filter beside the scalar filters of textbooks, which it must equal where the model is theirs."""

from __future__ import annotations

import equinox as eqx
import numpy as np
import pytest

from unknot.inference.filtering import Events, run_filter
from unknot.inference.timeline import build_timeline
from unknot.model.linearise import linearise, structure_of
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.model import Model
from unknot.records import Record, Response

FINE = 1e-4
NO_IMPROVEMENT = {"usual_improvement": 0.0, "improvement_spread": 0.0}


@eqx.filter_jit
def _filtered(model, structure, events):
    return run_filter(linearise(model, structure), structure, events)


def _forecasts(model, days, answers):
    """One-step forecasts of the filter: means, variances and log-probabilities."""
    structure = structure_of(model, (), ("perception.intensity",))
    responses = tuple(Response(day, "pain", value) for day, value in zip(days, answers, strict=True))
    record = Record("twin", responses, resolutions={"pain": FINE})
    events = Events.of(build_timeline(record, ("pain",), (), ()))
    found = _filtered(model, structure, events).predictions
    parts = (found.mean, found.variance, found.log_probability)
    return tuple(np.asarray(part)[: len(days), 0] for part in parts)


def _answers(random, mean, sd, count):
    return np.round(np.clip(random.normal(mean, sd, count), 1, 9) / FINE) * FINE


def _log_density(answers, means, variances):
    return -0.5 * (np.log(2 * np.pi * variances) + (answers - means) ** 2 / variances)


def test_without_drift_it_is_a_first_order_autoregression():
    """Known mean, nothing but the fluctuation, answers without noise: the coefficient is exp(-gap/time)."""
    mean, spread, time, gap = 5.0, 0.9, 0.8, 0.7
    nociception = Nociception(
        drift=0.0, drive_spread=0.0, fluctuation_sd=spread, fluctuation_time=time, **NO_IMPROVEMENT
    )
    model = Model((nociception, Perception(rating_noise=0.0, repeating=0.0)))
    answers = _answers(np.random.default_rng(1), mean, 1.0, 60)
    means, variances, _ = _forecasts(model, gap * np.arange(60), answers)

    coefficient = np.exp(-gap / time)
    np.testing.assert_allclose(means[0], mean)
    np.testing.assert_allclose(means[1:], mean + coefficient * (answers[:-1] - mean), atol=1e-7)
    np.testing.assert_allclose(variances[0], spread**2, rtol=1e-7)
    np.testing.assert_allclose(variances[1:], spread**2 * (1 - coefficient**2), rtol=1e-7)


@pytest.mark.parametrize("fluctuation", [0.0, 1e-9])
def test_without_fluctuation_it_is_local_level_smoothing(fluctuation):
    """A level that wanders, answers with noise, gaps of any length."""
    drift, noise, start, spread = 0.35, 0.6, 5.0, 2.2
    nociception = Nociception(
        drift=drift, usual_drive=start, drive_spread=spread, fluctuation_sd=fluctuation, **NO_IMPROVEMENT
    )
    model = Model((nociception, Perception(rating_noise=noise, repeating=0.0)))
    random = np.random.default_rng(2)
    days = np.cumsum(random.exponential(1.2, 70))
    answers = _answers(random, start, 1.5, 70)
    means, variances, log_probabilities = _forecasts(model, days, answers)

    level, uncertainty = start, spread**2
    expected = []
    for gap, answer in zip(np.diff(days, prepend=days[0]), answers, strict=True):
        uncertainty += drift**2 * gap
        expected.append((level, uncertainty + noise**2))
        gain = uncertainty / (uncertainty + noise**2)
        level += gain * (answer - level)
        uncertainty *= 1 - gain
    expected_means, expected_variances = np.asarray(expected).T
    np.testing.assert_allclose(means, expected_means, atol=1e-7)
    np.testing.assert_allclose(variances, expected_variances, rtol=1e-7)
    density = _log_density(answers, expected_means, expected_variances)
    np.testing.assert_allclose(log_probabilities, density + np.log(FINE), atol=1e-7)


def test_a_long_series_of_equal_gaps_forgets_at_the_golden_rate():
    """The steady gain of local-level smoothing solves K = (sqrt(q^2 + 4q) - q)/2 with q = drift^2/noise^2."""
    drift, noise = 0.5, 0.8
    model = Model((Nociception(drift=drift, fluctuation_sd=0.0, **NO_IMPROVEMENT), Perception(rating_noise=noise)))
    _, variances, _ = _forecasts(model, np.arange(60.0), _answers(np.random.default_rng(3), 5, 1, 60))
    ratio = (drift / noise) ** 2
    gain = (np.sqrt(ratio**2 + 4 * ratio) - ratio) / 2
    assert 1 - noise**2 / variances[-1] == pytest.approx(gain, rel=1e-7)
