"""Draws under the usual priors, weighted for shared spreads, are what the model with these spreads would have given."""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import numpy as np
import pytest

from unknot.evidence.load import intervention
from unknot.inference.diary_model import diary_model
from unknot.inference.filtering import Events
from unknot.inference.pooled_client import fit_pooled
from unknot.inference.shared_prior import SharedPrior
from unknot.inference.shared_relief import SharedRelief, Spread
from unknot.inference.target import Target, evaluate
from unknot.inference.timeline import build_timeline
from unknot.model.mechanisms.relief import Relief
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.records import Record


def _finely_answered() -> Record:
    """Without rounding the filter is exact, and so must everything below be."""
    record = virtual_client(4, Protocol(days=28, asked=("pain",)), habit=0.0).record
    noise = np.random.default_rng(1).uniform(-0.4, 0.4, len(record.responses))
    responses = tuple(
        replace(entry, value=float(np.clip(entry.value + shift, 0.2, 9.8)))
        for entry, shift in zip(record.responses, noise, strict=True)
    )
    return replace(record, responses=responses, resolutions={"pain": 1e-6})


def _targets(record: Record) -> tuple[Target, Target]:
    """The usual target, and that of the model whose sizes spread as in the population."""
    diary = diary_model(record)
    timeline = build_timeline(record, diary.instruments, diary.given, diary.interventions)
    usual = Target.of(diary.model, diary.structure, Events.of(timeline))
    place = next(i for i, mechanism in enumerate(diary.model.mechanisms) if isinstance(mechanism, Relief))
    expected = Relief.of("massage", expected=True)
    model = eqx.tree_at(lambda one: one.mechanisms[place], diary.model, expected)
    return usual, Target.of(model, diary.structure, usual.events)


def test_sizes_and_evidence_are_those_of_the_model_with_these_spreads():
    usual, other = _targets(_finely_answered())
    fact = intervention("massage")
    z = np.random.default_rng(2).standard_normal((5, len(usual.tails)))
    before, after = evaluate(usual, z), evaluate(other, z)
    prior = SharedPrior({"massage": SharedRelief.published(fact)})
    sizes = prior.sizes(usual, before.last)
    place = usual.structure.states.index("relief_massage.size")
    np.testing.assert_allclose(sizes.mean[:, 0], after.last.mean[:, place], atol=1e-6)
    np.testing.assert_allclose(sizes.sd[:, 0] ** 2, after.last.covariance[:, place, place], rtol=1e-6)
    gained = after.log_likelihood - before.log_likelihood
    np.testing.assert_allclose(sizes.gained - sizes.gained[0], gained - gained[0], atol=1e-6)


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
