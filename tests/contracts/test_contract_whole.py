"""What the whole system keeps: it settles, stays positive, and parts can be switched off or added without a trace."""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
import numpy as np
import pytest

from unknot.evidence.load import interventions
from unknot.model.cohort import live
from unknot.model.discovery import known_inputs, typical_mechanisms
from unknot.model.exposure import session
from unknot.model.mechanism import Flow, Mechanism, State
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model
from unknot.model.people import draw_people, step_each
from unknot.model.stepping import exponential_step
from unknot.model.whole import whole_model

PAIN = "perception.intensity"
NAMES = [one.name for one in typical_mechanisms() if not isinstance(one, Relief)]
UNTREATED = {"nociception.usual_improvement": 0.0, "nociception.improvement_spread": 0.0}
# Positive by what they are; the others are departures, sizes or parts of a signal and may have either sign.
POSITIVE = [
    *("tissue.injury", "tissue.inflammation", "tissue.arriving", "gate.touch", "gate.stroking"),
    *("sensitisation.windup", "sensitisation.fast", "sensitisation.slow", "descending.conditioned"),
    *("opioid.tone", "stress_axis.crh", "stress_axis.acth", "stress_axis.cortisol", "stress_axis.pituitary"),
    *("stress_axis.adrenal", "attention.load", "attention.mindful", "attention.skill", "alliance.trust"),
    *("distress.threat", "distress.calm", "sleep_need.need", "sleep_need.habits", "activity.load", "perception.felt"),
    *("distress.catastrophising", "expectation.pain", "expectation.memory"),
]


@pytest.mark.parametrize("fact", interventions().values(), ids=lambda fact: fact.name)
def test_every_input_of_an_intervention_is_one_that_some_mechanism_listens_to(fact):
    assert {name for name, _ in fact.inputs} <= set(known_inputs())


@pytest.mark.parametrize("name", NAMES)
def test_every_mechanism_can_be_switched_off(name):
    model = whole_model(("massage",), without=(name,))
    assert not any(state.startswith(f"{name}.") for state in model.state_names)
    exposure = dict.fromkeys(model.inputs(), 0.5)
    x = model.start()[0]
    for _ in range(3):
        production, loss = model.flows(x, exposure)
        x = exponential_step(x, production, loss, 0.1)
    assert np.all(np.isfinite(x))
    assert all(np.isfinite(readout.value) for readout in model.readouts(x).values())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_people_live_without_any_one_mechanism(name):
    people = draw_people(whole_model(("massage",), without=(name,)), 20, seed=1)
    readouts = [one for one in people.model.readout_names if one in (PAIN, "sleep.quality")]
    found = live(people, [session("massage", 1.5, 60.0)], [2.0, 4.0], readouts, seed=1)
    assert all(np.all(np.isfinite(values)) for values in found.values.values())


class Newcomer(Mechanism):
    """A mechanism that nobody knew, with people who differ in it."""

    def states(self):
        return {"trait": State("nrs", "how much of it a person has", 1.0, 0.5)}

    def flows(self, x, u):
        return {"trait": Flow()}


def test_people_stay_who_they_are_when_a_mechanism_is_added():
    model = whole_model()
    before, after = draw_people(model, 50, seed=3), draw_people(Model((Newcomer(), *model.mechanisms)), 50, seed=3)
    for name in model.parameters():
        np.testing.assert_array_equal(before.model.value(name), after.model.value(name))
    places = [after.model.state_names.index(name) for name in model.state_names]
    np.testing.assert_allclose(before.start, after.start[jnp.asarray(places)], rtol=1e-12)


@pytest.fixture(scope="module")
def people():
    return draw_people(whole_model(("massage", "mindfulness")), 200, seed=5)


def test_arms_share_their_random_numbers_until_they_part(people):
    later = [session("massage", 3.0, 60.0)]
    times = [1.0, 2.9, 3.1]
    nothing = live(people, [], times, [PAIN], seed=2, beside=later).values[PAIN]
    massage = live(people, later, times, [PAIN], seed=2).values[PAIN]
    np.testing.assert_allclose(massage[:, :2], nothing[:, :2], rtol=1e-12)
    difference = massage[:, 2] - nothing[:, 2]
    assert difference.mean() < 0
    assert difference.std() < 0.5 * nothing[:, 2].std()


@pytest.mark.slow
def test_untreated_people_neither_improve_nor_get_worse():
    """Over thirty days, beyond the improvement that the population declares, here none."""
    settled = draw_people(whole_model(values=UNTREATED), 2000, seed=7)
    found = live(settled, [], [1.5, 31.5], [PAIN], seed=7).values[PAIN]
    drift = found[:, 1] - found[:, 0]
    assert abs(drift.mean()) < 3 * drift.std() / np.sqrt(len(drift))
    assert abs(drift.mean()) < 0.1


def test_untreated_people_improve_by_what_the_population_declares():
    change: list[float] = []
    for model in (whole_model(), whole_model(values=UNTREATED)):
        found = live(draw_people(model, 2000, seed=7), [], [1.5, 31.5], [PAIN], seed=7).values[PAIN]
        change.append(float((found[:, 1] - found[:, 0]).mean()))
    assert change[0] < change[1] - 0.1


def test_what_cannot_be_negative_never_is(people):
    """Under every input at once, each up to three units, in steps from a second to two days."""
    model, random = people.model, np.random.default_rng(0)
    places = jnp.asarray([model.state_names.index(name) for name in POSITIVE])
    step = eqx.filter_jit(step_each)
    x, lengths = people.start, 10 ** random.uniform(-5, 0.3, 40)
    for length in lengths:
        x = step(model, x, {name: jnp.asarray(random.choice([0.0, 1.0, 3.0])) for name in model.inputs()}, length)
        assert np.all(np.isfinite(x))
        assert float(x[places].min()) >= 0
