"""Under shared spreads a client is fitted as by the model with these spreads."""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import numpy as np
import pytest

from unknot.errors import FitError
from unknot.evidence.load import intervention
from unknot.inference.coming import coming_band, standpoint
from unknot.inference.diary_model import diary_model
from unknot.inference.filtering import Events
from unknot.inference.pooled_client import fit_pooled
from unknot.inference.shared_prior import SharedPrior
from unknot.inference.shared_relief import SharedRelief, Spread
from unknot.inference.storage import save_fit
from unknot.inference.target import Target, evaluate
from unknot.inference.timeline import build_timeline
from unknot.model.exposure import Exposure
from unknot.model.mechanisms.relief import Relief
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.records import Record


def _targets(record: Record) -> tuple[Target, Target]:
    """The usual target, and that of the model whose sizes spread as in the population."""
    diary = diary_model(record)
    timeline = build_timeline(record, diary.instruments, diary.given, diary.interventions)
    usual = Target.of(diary.model, diary.structure, Events.of(timeline))
    place = next(i for i, mechanism in enumerate(diary.model.mechanisms) if isinstance(mechanism, Relief))
    expected = Relief.of("massage", expected=True)
    model = eqx.tree_at(lambda one: one.mechanisms[place], diary.model, expected)
    return usual, Target.of(model, diary.structure, usual.events)


def test_sizes_start_as_in_the_model_with_these_spreads():
    usual, other = _targets(virtual_client(4, Protocol(days=28, asked=("pain",))).record)
    prior = SharedPrior({"massage": SharedRelief.published(intervention("massage"))})
    z = np.random.default_rng(2).standard_normal((5, len(usual.tails)))
    found, expected = evaluate(prior.starting(usual), z), evaluate(other, z)
    np.testing.assert_allclose(found.log_likelihood, expected.log_likelihood, rtol=1e-12)
    np.testing.assert_allclose(found.last.mean, expected.last.mean, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.last.covariance, expected.last.covariance, rtol=1e-9, atol=1e-9)


def test_a_narrow_shared_half_life_is_where_the_client_ends_up():
    record = virtual_client(5, Protocol(days=28, asked=("pain",))).record
    fact = SharedRelief.published(intervention("massage"))
    sure = replace(fact, log_half_life=Spread(np.log(6.0), 0.05), size=Spread(2.0, 0.05))
    client = fit_pooled(record, {"massage": sure})
    lo, hi = client.quantiles("massage", (0.1, 0.9))["half_life_days"]
    assert 5 < lo < 6 < hi < 7
    lo, hi = client.quantiles("massage", (0.1, 0.9))["peak"]
    assert 1.8 < lo < 2 < hi < 2.2
    moments = client.moments("massage")["log_half_life"]
    assert np.exp(moments.mean) == pytest.approx(6.0, rel=0.05)
    assert moments.variance == pytest.approx(0.05**2, rel=0.3)


def test_treatments_that_are_not_shared_keep_what_is_published():
    record = virtual_client(5, Protocol(days=28, asked=("pain",), intervention="tens")).record
    client = fit_pooled(record, {})
    assert client.prior.shared["tens"] == SharedRelief.published(intervention("tens"))


def test_days_ahead_are_those_of_the_shared_spreads():
    """Sessions that surely take four points for half a year leave less pain than those that surely take none."""
    record = virtual_client(5, Protocol(days=28, asked=("pain",))).record
    fact = SharedRelief.published(intervention("massage"))
    days = [record.clock.day_of(30 + day, 20.0) for day in range(3)]
    planned = [Exposure("massage", 29.5, 60 / 1440, 1.0)]
    bands = []
    for size in (0.0, 4.0):
        client = fit_pooled(record, {"massage": replace(fact, size=Spread(size, 0.01))})
        begin = standpoint(client.posterior)
        np.testing.assert_allclose(begin.weights, 1 / len(begin.weights), rtol=0.05)
        without, with_it = coming_band(begin, days), coming_band(begin, days, planned=planned)
        bands.append(without.mean - with_it.mean)
    assert np.all(np.abs(bands[0]) < 0.1)
    assert np.all(bands[1] > 1.0)


def test_a_fit_that_rests_on_others_is_not_kept_without_them(tmp_path):
    record = virtual_client(5, Protocol(days=28, asked=("pain",))).record
    with pytest.raises(FitError, match="other clients cannot be kept"):
        save_fit(fit_pooled(record, {}).posterior, tmp_path / "fit.nc")
