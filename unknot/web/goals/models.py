"""A goal, and how it went."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unknot.web.clients.models import Client


class Goal(models.Model):
    """An activity that pain makes hard, in the client's own words."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="goals")
    activity = models.CharField(_("Activity"), max_length=120)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.activity

    @property
    def is_ended(self) -> bool:
        """Whether it is no longer worked on; its ratings stay in the record."""
        return self.ended_at is not None


class GoalRating(models.Model):
    """How an activity goes, from 0 (cannot do it) to 10 (as before the pain)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    rated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("rated_at", "pk")
