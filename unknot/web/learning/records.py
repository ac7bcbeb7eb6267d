"""From rows of the database to a record that can be learned from."""

from __future__ import annotations

from unknot.records import Record
from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.science import AnswerRow, DoseRow, record_of
from unknot.web.sessions.models import Session

INTENSITY_OF_A_STEP = 2.0
"""A record's intensity goes from 0 to 10, pressure from 1 to 5."""


def record_for(client: Client) -> Record | None:
    """A client's record under their public id, never under their name; None before the first answer."""
    entries = list(Entry.objects.filter(client=client))
    answers = [
        AnswerRow(entry.for_when, name, float(value)) for entry in entries for name, value in entry.answers.items()
    ]
    if not answers:
        return None
    doses = [_session(session) for session in Session.objects.filter(client=client)]
    doses += [dose for entry in entries for dose in _practice(entry)]
    return record_of(str(client.public_id), answers, doses, client.practice.time_zone)


def _session(session: Session) -> DoseRow:
    intensity = None if session.pressure is None else float(session.pressure) * INTENSITY_OF_A_STEP
    return DoseRow(session.started_at, session.intervention, float(session.minutes), intensity)


def _practice(entry: Entry) -> list[DoseRow]:
    return [DoseRow(entry.for_when, name, float(minutes)) for name, minutes in entry.practice.items() if minutes]
