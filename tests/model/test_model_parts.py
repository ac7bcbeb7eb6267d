"""Mechanisms put together: names, sums of offers, and parts that do not fit."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp
import numpy as np
import pytest
from made_models import BASE, MASSAGE, WHOLE

from unknot.errors import ModelError
from unknot.model.mechanism import Flow, Input, Mechanism, State
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model


class Shouting(Mechanism):
    """Offers to an input that no mechanism anywhere listens to."""

    def offers(self, x):
        return {"pian": 1.0}


class Listener(Mechanism):
    """Listens to pain in a unit of its own."""

    def inputs(self) -> Mapping[str, Input]:
        return {"pain": Input("sd", "pain, in another unit")}


class Forgetful(Mechanism):
    """Declares a state and says nothing of how it changes."""

    def states(self) -> Mapping[str, State]:
        return {"lost": State("nrs", "a state without a flow")}


class Talkative(Forgetful):
    """Says how a state changes that it does not have."""

    def flows(self, x, u):
        return {"lost": Flow(), "found": Flow()}


def test_all_offers_to_an_input_are_summed():
    x = jnp.arange(1.0, len(WHOLE.state_names) + 1)
    by_name = dict(zip(WHOLE.state_names, x, strict=True))
    expected = 0.0
    for mechanism in WHOLE.mechanisms:
        own = {key: by_name[f"{mechanism.name}.{key}"] for key in mechanism.states()}
        expected += mechanism.offers(own).get("pain", 0.0)
    assert float(WHOLE.summed_inputs(x, {})["pain"]) == pytest.approx(float(expected))
    assert float(WHOLE.readouts(x)["perception.intensity"].value) == pytest.approx(float(expected))


def test_a_session_lowers_pain_by_what_it_leaves():
    x = dict.fromkeys(MASSAGE.states(), 0.0) | {"settling": 1.0, "course": 0.5, "soreness": 0.2}
    assert MASSAGE.offers(x)["pain"] == pytest.approx(-1.3)


def test_values_are_set_by_full_name_and_leave_the_model_as_it_was():
    changed = WHOLE.with_values({"sleep.persistence": 2.0, "relief_massage.half_life": 9.0})
    assert (float(changed.value("sleep.persistence")), float(changed.value("stress.persistence"))) == (
        2.0,
        1.5,
    )
    assert float(WHOLE.value("sleep.persistence")) == 0.5


def test_whitened_coordinates_move_the_learned_parameters_alone():
    learned = WHOLE.learned()
    middle = WHOLE.at(jnp.zeros(len(learned)))
    above = WHOLE.at(jnp.ones(len(learned)))
    for name in WHOLE.parameters():
        assert float(middle.value(name)) == pytest.approx(float(WHOLE.value(name)))
        assert (float(above.value(name)) > float(middle.value(name))) == (name in learned)


def test_the_start_is_that_of_the_states():
    mean, sd = WHOLE.start()
    states = WHOLE.states()
    np.testing.assert_allclose(mean, [state.mean for state in states.values()])
    np.testing.assert_allclose(sd, [state.sd for state in states.values()])
    assert float(sd[WHOLE.state_names.index("relief_massage.size")]) == np.hypot(
        MASSAGE.fact.size_mean, MASSAGE.fact.size_sd
    )


@pytest.mark.parametrize(
    ("mechanisms", "said"),
    [
        ((*BASE, Nociception()), "stands twice in the model. Given: nociception"),
        ((*BASE, MASSAGE, Relief.of("massage")), "stands twice in the model. Given: relief_massage"),
        ((*BASE, Shouting()), r"'shouting' offers to an input that nothing listens to.*Did you mean 'pain'\?"),
        ((Perception(), Listener()), "The input 'pain' has two units: nrs and sd"),
    ],
)
def test_parts_that_do_not_fit_are_refused(mechanisms, said):
    with pytest.raises(ModelError, match=said):
        Model(mechanisms)


def test_an_offer_to_a_mechanism_that_is_switched_off_is_lost():
    model = Model((Nociception(),))
    assert model.summed_inputs(jnp.ones(len(model.state_names)), {}) == {}


@pytest.mark.parametrize("kind", [Forgetful, Talkative])
def test_every_state_needs_exactly_one_flow(kind):
    with pytest.raises(ModelError, match="exactly one flow"):
        Model((kind(),)).flows(jnp.zeros(1), {})


@pytest.mark.parametrize("use", [WHOLE.value, lambda name: WHOLE.with_values({name: 1.0})])
def test_an_unknown_parameter_is_refused_with_the_nearest_one(use):
    with pytest.raises(ModelError, match=r"Did you mean 'nociception.drift'\?"):
        use("nociception.drft")
