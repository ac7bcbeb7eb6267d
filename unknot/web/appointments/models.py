"""One session to come."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone

from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client


class PlannedSession(models.Model):
    """A session that was agreed on; it becomes a `Session` when it is recorded."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="planned_sessions")
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=60, validators=[MinValueValidator(1), MaxValueValidator(480)])
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="planned_sessions"
    )
    reason = models.TextField(blank=True)
    """Why it was planned although something stopped sessions, where it did."""

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (models.UniqueConstraint(fields=("client", "starts_at"), name="one_session_a_moment"),)

    @classmethod
    def coming(cls, client: Client) -> models.QuerySet[PlannedSession]:
        """A client's sessions to come."""
        return PlannedSession.objects.filter(client=client, starts_at__gte=timezone.now())


def further_sessions(client: Client, moments: Iterable[datetime]) -> set[datetime]:
    """Those moments at which no session is planned so far."""
    return set(moments) - set(PlannedSession.coming(client).values_list("starts_at", flat=True))


def plan_sessions(
    client: Client, moments: Iterable[datetime], minutes: int, by: StaffMember | None = None, reason: str = ""
) -> None:
    """Let a client's sessions to come be at these moments and no others; those that stay keep their length.

    Args:
        client: Whose.
        moments: When they begin.
        minutes: The length of a new one [minute].
        by: Who plans.
        reason: Why, where something stops sessions.
    """
    wanted = set(moments)
    with transaction.atomic():
        coming = PlannedSession.coming(client)
        kept = set(coming.values_list("starts_at", flat=True)) & wanted
        coming.exclude(starts_at__in=wanted).delete()
        PlannedSession.objects.bulk_create(
            PlannedSession(client=client, starts_at=moment, minutes=minutes, planned_by=by, reason=reason)
            for moment in sorted(wanted - kept)
        )
