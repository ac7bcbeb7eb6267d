"""Limits with a closed form, and states that cannot be negative."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typical_people import INTENSITY, NOON, SECOND, felt, typical_person

from unknot.model.cohort import Pace, live
from unknot.model.mechanisms.nociception import Nociception, Tissue
from unknot.model.mechanisms.perception import Perception
from unknot.model.model import Model
from unknot.model.people import People, draw_people
from unknot.model.whole import whole_model
from unknot.validation.stimuli import acting, stimulus

WHOLE = whole_model()
FLOWS = jax.jit(lambda x, exposure: WHOLE.flows(x, exposure))
NOT_NEGATIVE = (
    *("tissue.", "gate.", "descending.", "opioid.tone", "opioid.drug", "opioid.blocked", "attention.", "alliance."),
    *("sensitisation.windup", "sensitisation.fast", "sensitisation.slow", "expectation.memory", "perception.felt"),
)


def test_one_pulse_in_one_compartment_follows_its_closed_form():
    tissue = Tissue(tiring=0.0)
    model = Model((tissue, Perception()))
    person = People(model, jnp.zeros((len(model.state_names), 1)))
    seconds = np.array([0.1, 0.3, 0.5, 1.0, 1.5, 2.0])
    seen = felt(person, [stimulus(4.0, NOON, 1.0)], seconds, pace=Pace(SECOND / 50, SECOND / 50), begin=-1)
    lag = float(tissue.stimulus_lag) / SECOND
    rising = 4.0 * (1 - np.exp(-np.minimum(seconds, 1.0) / lag))
    np.testing.assert_allclose(seen, rising * np.exp(-np.maximum(seconds - 1.0, 0.0) / lag), rtol=1e-9)


@pytest.mark.slow
def test_the_gate_under_steady_touch_stands_on_its_balance():
    person = typical_person()
    strength, half = (float(person.model.value(f"gate.{name}")) for name in ("touch_strength", "half_touch"))
    touch = acting("simple_touch", NOON, 1200, {"touch": 0.7, "comfort": 0.0, "cue": 0.0, "warmth": 0.0})
    closed = felt(person, [touch], [1190.0], readout="perception.threshold") / felt(
        person, [], [1190.0], readout="perception.threshold"
    )
    np.testing.assert_allclose(closed, 1 + strength * 0.7 / (0.7 + half), rtol=1e-6)


@pytest.mark.slow
def test_the_fluctuation_keeps_the_moments_of_its_process_at_any_step():
    model = Model(
        (Nociception(drift=0.0, drive_spread=0.0, improvement_spread=0.0, usual_improvement=0.0), Perception())
    )
    people = draw_people(model, 40_000, 3)
    spread, time = (
        np.asarray(people.model.value(f"nociception.{name}")) for name in ("fluctuation_sd", "fluctuation_time")
    )
    for longest in (0.05, 0.5):
        seen = live(people, (), [1.0, 1.5], (INTENSITY,), seed=5, pace=Pace(longest, longest)).values[INTENSITY]
        scaled = (seen - 5.0) / spread[:, None]
        assert scaled.std(axis=0) == pytest.approx([1.0, 1.0], abs=0.015)
        together = np.mean(scaled[:, 0] * scaled[:, 1])
        assert together == pytest.approx(np.mean(np.exp(-0.5 / time)), abs=0.02)


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32 - 1), scale=st.sampled_from([0.1, 1.0, 10.0]))
def test_states_that_cannot_be_negative_never_become_so(seed: int, scale: float):
    """Production and loss are not negative wherever states and inputs are not; then no step can cross 0."""
    generator = np.random.default_rng(seed)
    exposure = {name: jnp.asarray(scale * generator.exponential()) for name in WHOLE.inputs()}
    at = jnp.asarray(scale * generator.exponential(size=len(WHOLE.state_names)))
    production, loss = FLOWS(at, exposure)
    kept = [place for place, name in enumerate(WHOLE.state_names) if name.startswith(NOT_NEGATIVE)]
    assert len(kept) > 20
    assert np.all(np.asarray(production)[kept] >= 0)
    assert np.all(np.asarray(loss)[kept] >= 0)


def test_touch_of_another_region_keeps_only_its_share_of_the_gate():
    person = typical_person()
    steady = {"touch": 1.0, "comfort": 0.0, "cue": 0.0, "warmth": 0.0}
    gate = {
        distance: felt(
            person,
            [acting("simple_touch", NOON, 1200, {**steady, "distance": distance})],
            [1190.0],
            readout="gate.closed",
        )
        for distance in (0.0, 0.5, 1.0)
    }
    share = float(person.model.value("gate.elsewhere"))
    np.testing.assert_allclose(gate[1.0] / gate[0.0], share, rtol=1e-6)
    np.testing.assert_allclose(gate[0.5] / gate[0.0], (1 + share) / 2, rtol=1e-6)


@pytest.mark.slow
def test_cortisol_is_read_at_steps_that_its_loop_bears():
    people = draw_people(WHOLE, 100, 1)
    seen = live(people, [], [10.0, 20.0, 30.0], ["stress_axis.cortisol"], seed=1)
    assert float(seen.values["stress_axis.cortisol"].max()) < 3.0
