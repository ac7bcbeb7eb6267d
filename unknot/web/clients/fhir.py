"""What a client's own row offers to a FHIR bundle."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.web.clients.models import Client
from unknot.web.fhir.patient import Person, patient
from unknot.web.fhir.resource import Resource


def resources(client: Client) -> Iterator[Resource]:
    """The client as a patient."""
    yield patient(Person(str(client.public_id), client.name, client.born, client.email, client.language))
