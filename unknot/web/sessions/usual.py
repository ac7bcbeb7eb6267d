"""What the next record of a session begins with: as the last one was, an hour ago."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from unknot.web.clients.models import Client
from unknot.web.sessions.models import Session

LIKE_LAST = ("intervention", "minutes", "technique", "pressure", "regions")
QUARTER = 15


def usual(client: Client) -> dict[str, Any]:
    """The first values of a new record."""
    last = Session.objects.filter(client=client).last()
    like_last = {name: getattr(last, name) for name in LIKE_LAST} if last else {}
    minutes = like_last.get("minutes", 60)
    began = timezone.now() - timedelta(minutes=minutes)
    began = began.replace(minute=began.minute // QUARTER * QUARTER, second=0, microsecond=0)
    return {"key": uuid.uuid4(), "intervention": "massage", "started_at": began, **like_last}
