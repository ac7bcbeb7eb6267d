"""One session."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unknot.web.clients.models import Client

ZERO_TO_TEN = (MinValueValidator(0), MaxValueValidator(10))


class Session(models.Model):
    """One session of massage: when, how long, how strong, how, where, and what the client said of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="sessions")
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions")
    key = models.UUIDField(default=uuid.uuid4)
    intervention = models.CharField(max_length=60, default="massage")
    started_at = models.DateTimeField(_("Began"))
    minutes = models.PositiveSmallIntegerField(
        _("Minutes"), default=60, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    pressure = models.PositiveSmallIntegerField(_("Pressure"), null=True, blank=True, validators=ZERO_TO_TEN)
    technique = models.CharField(_("Technique"), max_length=60, blank=True)
    regions = models.JSONField(_("Regions"), default=list, blank=True)
    """Names of body regions that were worked on."""
    pain_before = models.PositiveSmallIntegerField(_("Pain before"), null=True, blank=True, validators=ZERO_TO_TEN)
    pain_after = models.PositiveSmallIntegerField(_("Pain after"), null=True, blank=True, validators=ZERO_TO_TEN)
    soreness = models.PositiveSmallIntegerField(_("Soreness after"), null=True, blank=True, validators=ZERO_TO_TEN)
    note = models.TextField(_("Note"), blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("started_at", "pk")
        constraints = (models.UniqueConstraint(fields=("client", "key"), name="one_session_a_page"),)
        indexes = (models.Index(fields=("client", "started_at"), name="sessions_in_time"),)
