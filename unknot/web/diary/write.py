"""Writing an entry: once, whatever is sent twice."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry


@dataclass(frozen=True)
class Written:
    """What was filled in on one page.

    Attributes:
        key: The page's own key.
        for_when: What moment it is about.
        written_at: When it was filled in.
        answers: Instrument name to answer, 0 to 10.
        practice: Intervention name to minutes.
        note: A free note.
    """

    key: uuid.UUID
    for_when: datetime
    written_at: datetime
    answers: dict[str, int]
    practice: dict[str, int] = field(default_factory=dict[str, int])
    note: str = ""


def keep(client: Client, page: Written) -> tuple[Entry, bool]:
    """Keep an entry; the one that is there, and False, where this page was sent before."""
    said = {
        "for_when": page.for_when,
        "written_at": page.written_at,
        "answers": page.answers,
        "practice": page.practice,
        "note": page.note,
    }
    with transaction.atomic():
        return Entry.objects.get_or_create(client=client, key=page.key, defaults=said)
