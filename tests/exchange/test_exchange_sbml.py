"""The SBML document is consistent, says whence its numbers are, and doses change its inputs when they should."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import libsbml
import numpy as np
import pytest

from unknot.errors import ModelError
from unknot.exchange.doses import changes
from unknot.exchange.sbml import complaints, to_sbml
from unknot.exchange.unit_names import unit_id
from unknot.model.exposure import Exposure, session
from unknot.model.mechanism import Flow, Input, Mechanism, Scalar, State, Values
from unknot.model.mechanisms.gate import Gate
from unknot.model.model import Model
from unknot.model.parameter import parameter
from unknot.model.whole import whole_model
from unknot.units import Unit

MASSAGE = session("massage", 0.5, 60)


@pytest.fixture(scope="module")
def model() -> Model:
    return whole_model(("massage",))


@pytest.fixture(scope="module")
def text(model) -> str:
    return to_sbml(model, [MASSAGE], at=np.asarray(model.start()[0]))


@pytest.fixture(scope="module")
def read(text):
    document = libsbml.readSBMLFromString(text)
    yield document.getModel()
    del document


def test_libsbml_finds_nothing_wrong_units_included(text):
    assert complaints(text) == ()


class Toy(Mechanism):
    """A leaking store; its half-life is in days, or wrongly in hours."""

    half_life: Scalar = parameter(8.0, unit="day", status="assumed", doc="half-life")

    def states(self) -> Mapping[str, State]:
        return {"store": State("nrs", "what is stored")}

    def inputs(self) -> Mapping[str, Input]:
        return {"touch": Input("1", "strength of touch, pressure, vibration or current, 1 for a usual massage")}

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        return {"store": Flow(loss=1 / self.half_life)}


class Wrong(Toy):
    """The same with a unit that does not fit."""

    half_life: Scalar = parameter(8.0, unit="hour", status="assumed", doc="half-life")


@pytest.mark.parametrize(("toy", "about_units"), [(Toy(), set()), (Wrong(), {True})])
def test_a_unit_that_does_not_fit_is_noticed(toy, about_units):
    said = complaints(to_sbml(Model((toy,)), night_and_day=False))
    assert {one.about_units for one in said} == about_units
    assert {one.severity for one in said} <= {"warning"}


def test_a_reported_number_cites_its_study(read):
    weight = read.getParameter("expectation__weight")
    assert weight.getUnits() == "dimensionless"
    (term,) = [weight.getCVTerm(place) for place in range(weight.getNumCVTerms())]
    assert term.getBiologicalQualifierType() == libsbml.BQB_IS_DESCRIBED_BY
    assert term.getResourceURI(0) == "https://identifiers.org/doi:10.7554/eLife.90634"
    assert "weight of the expectation in what is felt" in weight.getNotesString()


def test_the_model_cites_all_of_them_and_says_what_it_is(read):
    (term,) = [read.getCVTerm(place) for place in range(read.getNumCVTerms())]
    assert term.getModelQualifierType() == libsbml.BQM_IS_DESCRIBED_BY
    assert term.getNumResources() > 5
    assert read.getSBOTermID() == "SBO:0000293"
    assert read.getParameter("relief_massage__half_life").getSBOTermID() == "SBO:0000332"
    assert "Noise of states" in read.getNotesString()


def test_every_state_has_a_rate_and_time_is_in_days(read, model):
    ids = {read.getRule(place).getVariable() for place in range(read.getNumRules()) if read.getRule(place).isRate()}
    assert ids == {name.replace(".", "__") for name in model.state_names}
    day = read.getUnitDefinition(read.getTimeUnits())
    assert (day.getUnit(0).getMultiplier(), day.getUnit(0).getKind()) == (86400, libsbml.UNIT_KIND_SECOND)


def test_a_dose_begins_and_ends_as_an_event(read):
    triggers = [read.getEvent(place).getTrigger().getMath() for place in range(read.getNumEvents())]
    assert [libsbml.formulaToL3String(one) for one in triggers] == ["time >= 0.5 day", f"time >= {13 / 24:.15g} day"]
    begins, ends = read.getEvent(0), read.getEvent(1)
    assert begins.getEventAssignment("given__touch").getMath().getValue() == 1.0
    assert ends.getEventAssignment("given__touch").getMath().getValue() == 0.0
    assert begins.getEventAssignment("given__dose_massage").getMath().getValue() == pytest.approx(24.0)
    assert not read.getParameter("given__touch").getConstant()
    assert read.getParameter("given__distraction").getConstant()


def test_doses_that_overlap_add_up_and_what_is_on_at_first_needs_no_event():
    twice = (Exposure("massage", 0.0, 0.2, 1.0), Exposure("massage", 0.1, 0.2, 1.0))
    found = changes(twice, Model((Gate(),)))
    assert [change.time for change in found] == pytest.approx([0.0, 0.1, 0.2, 0.3])
    levels = [change.values["given__touch"].value for change in found]
    assert levels == pytest.approx([levels[0], 2 * levels[0], levels[0], 0.0])
    read = libsbml.readSBMLFromString(to_sbml(Model((Gate(),)), twice))
    assert read.getModel().getParameter("given__touch").getValue() == pytest.approx(levels[0])
    assert read.getModel().getNumEvents() == 3


@pytest.mark.parametrize(
    ("dose", "said"),
    [(session("massage", -0.5, 60), "before the simulation"), (Exposure("education", 0.1, 0.1, 1.0), "listens")],
)
def test_a_dose_that_could_not_be_given_is_refused(dose, said):
    with pytest.raises(ModelError, match=said):
        to_sbml(Model((Toy(),)), [dose])


@pytest.mark.parametrize(
    ("unit", "id"),
    [
        ("1", "dimensionless"),
        ("nrs/day", "nrs_per_day"),
        ("1/day^0.5", "per_day0_5"),
        ("nrs^2/session", "nrs2_per_session"),
    ],
)
def test_units_have_ids_that_can_be_read(unit, id):
    assert unit_id(Unit.parse(unit)) == id


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "libsbml", None)
    with pytest.raises(ModelError, match=r"unknot\[exchange\]"):
        to_sbml(Model((Toy(),)))
