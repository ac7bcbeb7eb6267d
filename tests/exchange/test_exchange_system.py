"""The exported formulas are the equations: at any state they give what JAX gives."""

from __future__ import annotations

from collections.abc import Mapping

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from evaluated import everything, value

from unknot.errors import ModelError
from unknot.exchange.expression import Name, Number, names
from unknot.exchange.night_and_day import LENGTH_OF_DAY, surrounding_rules
from unknot.exchange.system import System, system_of
from unknot.exchange.tracing import Tracer
from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values
from unknot.model.mechanisms.sleep import SleepNeed
from unknot.model.model import Model
from unknot.model.parameter import parameter
from unknot.model.surroundings import surroundings
from unknot.model.whole import whole_model


@pytest.fixture(scope="module")
def model() -> Model:
    return whole_model(("massage", "mindfulness"))


@pytest.fixture(scope="module")
def system(model) -> System:
    return system_of(model, night_and_day=False)


def _point(model: Model, seed: int, least: float) -> tuple[np.ndarray, dict[str, float]]:
    random = np.random.default_rng(seed)
    given = {key: random.uniform(0, 3) * (random.random() < 0.5) for key in model.inputs()}
    return random.uniform(least, 3, len(model.state_names)), given


def _known(system: System, model: Model, x: np.ndarray, given: Mapping[str, float]) -> dict[str, float]:
    states = {name.replace(".", "__"): float(one) for name, one in zip(model.state_names, x, strict=True)}
    return everything(system, states, {f"given__{key}": level for key, level in given.items()})


@pytest.mark.parametrize(("seed", "least"), [(1, 0.1), (2, 0.1), (3, -3.0)])
def test_rates_of_the_whole_model_are_those_of_its_equations(model, system, seed, least):
    x, given = _point(model, seed, least)
    known = _known(system, model, x, given)
    production, loss = model.flows(jnp.asarray(x), given)
    rates = [value(one.rate, known) for one in system.variables]
    np.testing.assert_allclose(rates, production - loss * x, rtol=1e-12, atol=1e-12)


def test_readouts_are_those_of_its_equations(model, system):
    x, given = _point(model, 4, 0.1)
    known = _known(system, model, x, given)
    for name, readout in model.readouts(jnp.asarray(x)).items():
        np.testing.assert_allclose(known[f"readout__{name.replace('.', '__')}"], readout.value, rtol=1e-12)


def test_states_start_where_the_model_starts_them(model, system):
    known = {one.id: one.value for one in system.constants}
    np.testing.assert_allclose([value(one.start, known) for one in system.variables], model.start()[0])


def test_a_start_that_is_a_parameter_stays_one(system):
    starts = {one.title: one.start for one in system.variables}
    assert starts["nociception.drive"] == Name("nociception__usual_drive")
    assert starts["distress.threat"] == Number(1.0)


@pytest.mark.parametrize("hour", [1.0, 6.5, 12.0, 23.5, 27.0])
def test_night_and_day_are_those_that_virtual_people_live_through(hour):
    known = {"time": hour / 24, LENGTH_OF_DAY: 1.0}
    found = {key: value(rule, known) for key, rule in surrounding_rules().items()}
    levels = surroundings(tuple(found), np.asarray([hour / 24 - 1e-9, hour / 24]))[0]
    np.testing.assert_allclose(list(found.values()), levels, atol=1e-6)


def test_night_and_day_act_on_the_inputs_they_belong_to():
    rules = {rule.id: rule.formula for rule in system_of(Model((SleepNeed(),))).rules}
    assert "time" in names(rules["input__asleep"])
    assert "time" not in names(rules["input__sleep_loss"])


def test_every_quantity_has_an_id_of_its_own_and_every_constant_is_used(system):
    ids = [one.id for one in (*system.constants, *system.variables, *system.given, *system.rules)]
    assert len(ids) == len(set(ids))
    formulas = [rule.formula for rule in system.rules] + [f for one in system.variables for f in (one.start, one.rate)]
    used = frozenset().union(*map(names, formulas))
    assert {one.id for one in system.constants} <= used


def test_intermediate_values_are_called_as_in_the_source(system):
    units = {rule.id: str(rule.unit) for rule in system.rules}
    assert units["activity__surprise"] == "nrs"
    assert units["expectation__attention"] == "day^-1"
    assert units["sleep_need__slept"] == "hour"


class Odd(Mechanism):
    """A state whose equation no exchange format knows."""

    table: Scalar = parameter(1.0, unit="1", status="assumed", doc="a number")

    def states(self) -> Mapping[str, State]:
        return {"x": State("1", "a state")}

    def inputs(self) -> Mapping[str, Input]:
        return {}

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        return {"x": Flow(jax.lax.erf(x["x"]) * self.table)}


class Tabled(Odd):
    """A state whose equation looks something up."""

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        return {"x": Flow(jnp.sum(jnp.asarray([1.0, 2.0]) * x["x"]))}


@pytest.mark.parametrize(("odd", "said"), [(Odd(), r"'odd'.*'erf'"), (Tabled(), r"'tabled'")])
def test_what_cannot_be_said_is_refused_by_name(odd, said):
    with pytest.raises(ModelError, match=said):
        Tracer(odd).trace(lambda m, x, u: {key: flow.production for key, flow in m.flows(x, u).items()}, {})
