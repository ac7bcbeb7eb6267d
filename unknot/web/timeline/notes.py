"""The latest notes on a client: what the therapist and what the client wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.sessions.models import Session

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Note:
    """One note: when it is about, whether it is the client's own, and what it says."""

    when: datetime
    of_client: bool
    text: str


def latest_notes(client: Client) -> list[Note]:
    """The latest notes, latest first."""
    sessions = Session.objects.filter(client=client).exclude(note="").order_by("-started_at")[:SHOWN]
    entries = Entry.objects.filter(client=client).exclude(note="").order_by("-for_when")[:SHOWN]
    notes = [Note(session.started_at, of_client=False, text=session.note) for session in sessions]
    notes += [Note(entry.for_when, of_client=True, text=entry.note) for entry in entries]
    return sorted(notes, key=lambda note: note.when, reverse=True)[:SHOWN]
