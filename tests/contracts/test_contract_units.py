"""Units by rescaling: equations that hold in any units hold their units."""

from __future__ import annotations

from collections.abc import Mapping

import equinox as eqx
import pytest
from rescaling import unit_errors
from shipped import INPUTS, MECHANISMS, name_of

from unknot.model.mechanism import Flow, Input, Mechanism, Readout, Scalar, State, Values
from unknot.model.parameter import parameter
from unknot.units import Unit


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=name_of)
def test_every_equation_scales_as_its_units_say(mechanism):
    assert unit_errors(mechanism, {key: entry.unit for key, entry in INPUTS.items()}) == []


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=name_of)
def test_every_unit_can_be_read(mechanism):
    declared = [*mechanism.states().values(), *mechanism.inputs().values(), *mechanism.parameters().values()]
    for entry in declared:
        assert Unit.parse(str(Unit.parse(entry.unit))) == Unit.parse(entry.unit)


class Toy(Mechanism):
    """A leaking store, right in every unit unless a mistake is planted."""

    mistake: str = eqx.field(static=True, default="")
    half_life: Scalar = parameter(8.0, unit="hour", status="assumed", doc="half-life")
    spread: Scalar = parameter(0.7, unit="nrs", status="assumed", doc="spread")
    hours: Scalar = parameter(24.0, unit="hour/day", status="assumed", doc="hours in a day")

    def states(self) -> Mapping[str, State]:
        return {"store": State("nrs", "what is stored")}

    def inputs(self) -> Mapping[str, Input]:
        return {"signal": Input("nrs", "what fills it")}

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        loss = (1.0 if self.mistake == "conversion" else self.hours) / self.half_life
        return {"store": Flow(u["signal"] * (1.0 if self.mistake == "production" else loss), loss)}

    def noise(self, u: Values) -> Mapping[str, Scalar]:
        return {"store": self.spread ** (1 if self.mistake == "noise" else 2) * self.hours / self.half_life}

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        return {"pain": x["store"] + (1.0 if self.mistake == "offer" else 0.0)}

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        return {"level": Readout(x["store"] * (x["store"] if self.mistake == "readout" else 1), self.spread)}


def test_the_toy_itself_is_right():
    assert unit_errors(Toy(), {"pain": "nrs"}) == []


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ("production", "production store does not scale with 'day' as day^-1*nrs"),
        ("conversion", "loss store does not scale with 'hour' as day^-1"),
        ("noise", "noise store does not scale with 'nrs' as day^-1*nrs^2"),
        ("offer", "offer pain does not scale with 'nrs' as nrs"),
        ("readout", "readout level does not scale with 'nrs' as nrs"),
    ],
)
def test_a_planted_mistake_is_found(mistake, said):
    assert said in unit_errors(Toy(mistake=mistake), {"pain": "nrs"})
