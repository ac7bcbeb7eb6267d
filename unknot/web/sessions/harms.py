"""When what went wrong asks for a stop and a review, until somebody has looked and said what they found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from unknot.web.clients.models import Client
from unknot.web.sessions.models import AdverseEvent, HarmReview

MOST_SERIOUS, MOST_MODERATE = 2, 3
"""Two serious events, or three that are at least moderate; one that is grave is enough. Our own convention."""
Severity = AdverseEvent.Severity


def clients_to_review(clients: Iterable[Client]) -> set[Client]:
    """The clients whose sessions stop until somebody has looked at why they were harmed."""
    known = {client.pk: client for client in clients}
    reviewed = _reviewed(known)
    severities: dict[int, list[int]] = defaultdict(list)
    events = AdverseEvent.objects.filter(session__client__in=known, severity__gte=Severity.MODERATE)
    for client, severity, at in events.values_list("session__client", "severity", "reported_at"):
        if client not in reviewed or at > reviewed[client]:
            severities[client].append(severity)
    return {known[client] for client, found in severities.items() if _enough(found)}


def _reviewed(clients: Iterable[int]) -> dict[int, datetime]:
    latest = HarmReview.objects.filter(client__in=list(clients)).order_by().values("client").annotate(latest=Max("at"))
    return dict(latest.values_list("client", "latest"))


def _enough(severities: list[int]) -> bool:
    serious = sum(severity >= Severity.SERIOUS for severity in severities)
    return len(severities) >= MOST_MODERATE or serious >= MOST_SERIOUS or Severity.GRAVE in severities
