"""Observation: one answer on one instrument from 0 to 10, or a score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unknot.web.fhir.resource import CATEGORY, INSTRUMENT, UCUM, Resource, concept, moment, reference, resource


@dataclass(frozen=True, slots=True)
class Measured:
    """A number that somebody said about themselves.

    Attributes:
        identity: A UUID.
        person: The client's public id.
        name: The instrument's name.
        text: What it is called.
        value: The number.
        when: What moment it is about.
        written: When it was written; None where that is not known.
        loinc: Its LOINC code, where there is one.
        response: The QuestionnaireResponse that it is taken from, or None.
        procedure: The Procedure that it belongs to, or None.
        about: Kind and id of the resource that it is about, where that is not the client as a whole.
    """

    identity: str
    person: str
    name: str
    text: str
    value: float
    when: datetime
    written: datetime | None = None
    loinc: str | None = None
    response: str | None = None
    procedure: str | None = None
    about: tuple[str, str] | None = None


def observation(measured: Measured) -> Resource:
    """A number as an Observation: always a quantity, never an answer list, whose codes say other words."""
    return resource(
        "Observation",
        measured.identity,
        status="final",
        category=[{"coding": [{"system": CATEGORY, "code": "survey", "display": "Survey"}]}],
        code=concept(INSTRUMENT, measured.name, measured.text, measured.loinc),
        subject=reference("Patient", measured.person),
        focus=[reference(*measured.about)] if measured.about else None,
        effectiveDateTime=moment(measured.when),
        issued=moment(measured.written) if measured.written else None,
        valueQuantity=score(measured.value),
        derivedFrom=[reference("QuestionnaireResponse", measured.response)] if measured.response else None,
        partOf=[reference("Procedure", measured.procedure)] if measured.procedure else None,
    )


def score(value: float) -> dict[str, Any]:
    """A number without a unit, as UCUM writes it."""
    number = int(value) if value == int(value) else value
    return {"value": number, "unit": "{score}", "system": UCUM, "code": "{score}"}
