"""When what went wrong asks for a stop and a review."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from unknot.web.clients.models import Client
from unknot.web.sessions.models import AdverseEvent

MOST_SERIOUS, MOST_MODERATE = 2, 3
"""Two serious events, or three that are at least moderate; one that is grave is enough."""


def clients_to_review(clients: Iterable[Client]) -> set[Client]:
    """The clients whose sessions stop until somebody has looked at why they were harmed."""
    severity = "sessions__adverse_event__severity"
    counted = Client.objects.filter(pk__in=[client.pk for client in clients]).annotate(
        moderate=Count("sessions__adverse_event", filter=Q(**{f"{severity}__gte": AdverseEvent.Severity.MODERATE})),
        serious=Count("sessions__adverse_event", filter=Q(**{f"{severity}__gte": AdverseEvent.Severity.SERIOUS})),
        grave=Count("sessions__adverse_event", filter=Q(**{severity: AdverseEvent.Severity.GRAVE})),
    )
    enough = Q(moderate__gte=MOST_MODERATE) | Q(serious__gte=MOST_SERIOUS) | Q(grave__gte=1)
    return set(counted.filter(enough))
