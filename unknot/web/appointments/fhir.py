"""What sessions to come offer to a FHIR bundle."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.fhir.appointment import appointment
from unknot.web.fhir.resource import Resource


def resources(client: Client) -> Iterator[Resource]:
    """One appointment for each session that was agreed on and not recorded yet."""
    for planned in PlannedSession.objects.filter(client=client):
        yield appointment(str(planned.public_id), str(client.public_id), planned.starts_at, planned.minutes)
