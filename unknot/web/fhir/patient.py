"""Patient: the client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unknot.web.fhir.resource import Resource, resource


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data they are.

    Attributes:
        identity: The public id, a UUID.
        name: As the practice writes it.
        born: The date of birth, or None.
        email: The address, or nothing.
        language: The language of the diary, or nothing.
    """

    identity: str
    name: str
    born: date | None = None
    email: str = ""
    language: str = ""


def patient(person: Person) -> Resource:
    """The client as a Patient."""
    return resource(
        "Patient",
        person.identity,
        identifier=[{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{person.identity}"}],
        name=[{"text": person.name}],
        birthDate=person.born.isoformat() if person.born else None,
        telecom=[{"system": "email", "value": person.email}] if person.email else None,
        communication=[_speaks(person.language)] if person.language else None,
    )


def _speaks(language: str) -> dict[str, object]:
    tag, _, region = language.partition("-")
    code = f"{tag}-{region.upper()}" if region else tag
    return {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": code}], "text": code}, "preferred": True}
