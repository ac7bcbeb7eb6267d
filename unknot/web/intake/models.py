"""One intake, and what was decided about what the rules found."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from unknot.web.clients.models import Client
from unknot.web.shapes import check_names, check_numbers

HIGHEST_ANSWER = 10


class Intake(models.Model):
    """What a client answered before a first session or later; the latest one stands.

    `key` comes from the page that was filled in: the same page sent twice is one intake. The rules are applied anew
    whenever an intake is looked at; `outcome` is what they said when it was written.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="intakes")
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="intakes")
    key = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)
    answers = models.JSONField(default=dict)
    """Name of a questionnaire's item to answer."""
    signs = models.JSONField(default=list)
    """Names of the signs that are present."""
    conditions = models.JSONField(default=list)
    """Names of the contraindications that the client named."""
    places = models.JSONField(default=list)
    """Regions of the body at which local conditions are."""
    unsure = models.JSONField(default=list)
    """Names of signs and contraindications of which it is not known whether they are there."""
    passed = models.TextField(blank=True)
    """What became of the findings of the intake before that stopped sessions, where they no longer hold."""
    note = models.TextField(blank=True)
    outcome = models.CharField(max_length=16)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("client", "key"), name="one_intake_a_page"),)

    def clean(self) -> None:
        """Refuse what no page of an intake sends.

        Raises:
            ValidationError: If answers are not numbers by name, or one of the lists holds what is no name.
        """
        check_numbers("answers", self.answers, HIGHEST_ANSWER)
        for column in ("signs", "conditions", "places"):
            check_names(column, getattr(self, column))

    def decided(self) -> models.QuerySet[Decision]:
        """What was decided, latest last."""
        related: Any = self
        return related.decisions.all()


class Decision(models.Model):
    """What a therapist decided about one rule that holds: to follow it, or to set it aside for a reason."""

    FOLLOWED, SET_ASIDE = "followed", "set_aside"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="decisions")
    rule = models.CharField(max_length=60)
    choice = models.CharField(max_length=12, choices=((FOLLOWED, FOLLOWED), (SET_ASIDE, SET_ASIDE)))
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
