"""The deterministic part of a model as SBML Level 3 Version 2, a format that many simulators read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from unknot.exchange.dimension import DAY
from unknot.exchange.doses import Change, changes
from unknot.exchange.expression import TIME, ZERO, Apply, Expression, Name, Number
from unknot.exchange.library import done, libsbml
from unknot.exchange.mathematics import tree
from unknot.exchange.notes import cite, describe
from unknot.exchange.system import Quantity, System, at_rest, system_of
from unknot.exchange.unit_names import define_unit, unit_id
from unknot.model.exposure import Exposure, Numbers
from unknot.model.model import Model
from unknot.units import Unit

CONTINUOUS, PARAMETER, HALF_LIFE, MATHEMATICS = "SBO:0000293", "SBO:0000002", "SBO:0000332", "SBO:0000064"
"""Terms of the Systems Biology Ontology."""

_ABOUT = (
    "The deterministic part of a model of chronic pain: a typical person. Noise of states and of ratings, and how "
    "people differ, are left out.",
    "Time is in days, and 0 is midnight. Each state follows production - loss * state. Each input is the sum of what "
    "is given from outside (given__…), of night and day, and of what mechanisms offer (offered__…). Readouts are what "
    "an instrument shows while nothing is given.",
    "A point of a 0-10 rating (nrs) has no dimension in SBML; a session is an item.",
)


@dataclass(frozen=True)
class Complaint:
    """What libSBML's consistency check says of a document.

    Attributes:
        severity: "error" or "warning".
        code: Its number.
        about_units: Whether it is about units.
        text: The message.
    """

    severity: str
    code: int
    about_units: bool
    text: str


def to_sbml(
    model: Model,
    given: Iterable[Exposure] = (),
    *,
    at: Numbers | None = None,
    night_and_day: bool = True,
    name: str = "unknot",
) -> str:
    """An SBML document of a typical person who lives through a regimen.

    Args:
        model: The mechanisms.
        given: The doses, none of them before day 0; each sets its inputs when it begins and when it ends.
        at: The state to start from, in the order of the model's states; at rest when left out.
        night_and_day: Whether sleep and the hour of the day act as they do on virtual people.
        name: What the document calls the model.

    Raises:
        ModelError: If libSBML is missing, the equations hold something that SBML cannot say, or nothing listens to a
            dose.
    """
    system = system_of(model, at=at_rest(model) if at is None else at, night_and_day=night_and_day)
    return document(system, changes(given, model), name)


def document(system: System, regimen: Iterable[Change], name: str) -> str:
    """The document of a system and of the changes of its inputs.

    Args:
        system: The model as formulas.
        regimen: When inputs are set, and to what.
        name: What the document calls the model.
    """
    library = libsbml()
    written = library.SBMLDocument(3, 2)
    writer = _Writer(written.createModel(), system)
    writer.head(name)
    writer.quantities(tuple(regimen))
    return str(library.writeSBMLToString(written))


def complaints(text: str) -> tuple[Complaint, ...]:
    """What libSBML's full consistency check says of a document, errors first.

    Args:
        text: The document.
    """
    library = libsbml()
    read = library.readSBMLFromString(text)
    read.checkConsistency()
    found = [read.getError(place) for place in range(read.getNumErrors())]
    listed = [
        Complaint(
            "error" if one.getSeverity() >= library.LIBSBML_SEV_ERROR else "warning",
            int(one.getErrorId()),
            one.getCategory() == library.LIBSBML_CAT_UNITS_CONSISTENCY,
            " ".join(str(one.getMessage()).split()),
        )
        for one in found
    ]
    return tuple(sorted(listed, key=lambda one: (one.severity, one.code)))


class _Writer:
    """Puts one system into one libSBML model."""

    def __init__(self, model: Any, system: System) -> None:
        self.model, self.system, self.units = model, system, system.units

    def head(self, name: str) -> None:
        model = self.model
        done(model.setId(name))
        done(model.setMetaId(f"meta_{name}"))
        done(model.setName("Unknot: the pain system of a typical person"))
        done(model.setSBOTerm(CONTINUOUS))
        done(model.setTimeUnits(unit_id(DAY)))
        describe(model, _ABOUT)
        cite(model, (key for one in self.system.constants for key in one.sources), model=True)
        for unit in (DAY, *self.units.values()):
            define_unit(model, unit)

    def quantities(self, regimen: tuple[Change, ...]) -> None:
        moved = {place for change in regimen for place in change.values}
        first = {place: to for change in regimen if change.time <= 0 for place, to in change.values.items()}
        for one in self.system.constants:
            term = HALF_LIFE if one.id.endswith("half_life") else PARAMETER
            self._parameter(one, constant=True, term=term, value=one.value)
        for one in self.system.given:
            self._parameter(one, constant=one.id not in moved, value=_number(first.get(one.id, ZERO)))
        for one in self.system.variables:
            fixed = _number(one.start)
            self._parameter(one, constant=False, value=fixed)
            if fixed is None:
                self._formula(self.model.createInitialAssignment(), "setSymbol", one, one.start, one.unit)
            self._formula(self.model.createRateRule(), "setVariable", one, one.rate, one.unit / DAY)
        for one in self.system.rules:
            self._parameter(one, constant=False)
            self._formula(self.model.createAssignmentRule(), "setVariable", one, one.formula, one.unit)
        for number, change in enumerate(change for change in regimen if change.time > 0):
            self._event(f"change_{number + 1}", change)

    def _parameter(self, one: Quantity, *, constant: bool, term: str = PARAMETER, value: float | None = None) -> None:
        part = self.model.createParameter()
        done(part.setId(one.id))
        done(part.setMetaId(f"meta_{one.id}"))
        done(part.setName(one.title))
        done(part.setUnits(unit_id(one.unit)))
        done(part.setConstant(constant))
        done(part.setSBOTerm(term))
        if value is not None:
            done(part.setValue(value))
        describe(part, (one.doc,))
        cite(part, one.sources)

    def _formula(self, part: Any, setter: str, one: Quantity, formula: Expression, unit: Unit) -> None:
        define_unit(self.model, unit)
        done(getattr(part, setter)(one.id))
        done(part.setMath(tree(formula, self.units, unit)))
        done(part.setSBOTerm(MATHEMATICS))

    def _event(self, name: str, change: Change) -> None:
        event = self.model.createEvent()
        done(event.setId(name))
        done(event.setUseValuesFromTriggerTime(True))
        trigger = event.createTrigger()
        done(trigger.setInitialValue(True))
        done(trigger.setPersistent(True))
        due = Apply("ge", (Name(TIME), Number(change.time)))
        done(trigger.setMath(tree(due, self.units, None)))
        for place, to in change.values.items():
            assignment = event.createEventAssignment()
            done(assignment.setVariable(place))
            done(assignment.setMath(tree(to, self.units, self.units[place])))


def _number(formula: Expression) -> float | None:
    """The value of a formula that is a bare number."""
    return formula.value if isinstance(formula, Number) else None
