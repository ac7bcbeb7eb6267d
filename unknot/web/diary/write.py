"""Writing an entry: once, whatever is sent twice; corrected by sending the same page again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry

NEW, CHANGED, SAME = "new", "changed", "same"


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
        extra: Whether it is one more answer beside the evening's.
    """

    key: uuid.UUID
    for_when: datetime
    written_at: datetime
    answers: dict[str, int]
    practice: dict[str, int] = field(default_factory=dict[str, int])
    note: str = ""
    extra: bool = False


def keep(client: Client, page: Written) -> tuple[Entry, str]:
    """Keep an entry.

    The same page sent twice is one entry. Sent again with other answers it is a correction, unless what arrives is
    older than what is there: a phone that was away may send an old page late.

    Returns:
        The entry, and whether it is new, was changed or is the same as before.
    """
    said = {"answers": page.answers, "practice": page.practice, "note": page.note}
    times = {"for_when": page.for_when, "written_at": page.written_at}
    with transaction.atomic():
        entry, made = Entry.objects.get_or_create(
            client=client, key=page.key, defaults=said | times | {"extra": page.extra}
        )
        if made:
            return entry, NEW
        differs = any(getattr(entry, name) != value for name, value in said.items())
        if not differs or page.written_at <= entry.written_at:
            return entry, SAME
        for name, value in said.items():
            setattr(entry, name, value)
        entry.written_at = page.written_at
        entry.save()
        return entry, CHANGED
