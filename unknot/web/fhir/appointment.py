"""Appointment: a session that was agreed on."""

from __future__ import annotations

from datetime import datetime, timedelta

from unknot.web.fhir.resource import Resource, moment, reference, resource


def appointment(identity: str, person: str, begins: datetime, minutes: int) -> Resource:
    """A session to come as an Appointment.

    Args:
        identity: A UUID.
        person: The client's public id.
        begins: When it begins.
        minutes: How long it lasts [minute].
    """
    return resource(
        "Appointment",
        identity,
        status="booked",
        start=moment(begins),
        end=moment(begins + timedelta(minutes=minutes)),
        minutesDuration=minutes,
        participant=[{"actor": reference("Patient", person), "status": "accepted"}],
    )
