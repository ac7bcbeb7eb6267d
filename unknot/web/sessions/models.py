"""One session, and what went wrong in it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unknot.evidence.body import FIRMEST_PRESSURE, LIGHTEST_PRESSURE
from unknot.web.clients.models import Client
from unknot.web.shapes import check_names

ZERO_TO_TEN = (MinValueValidator(0), MaxValueValidator(10))
PRESSURES = (MinValueValidator(LIGHTEST_PRESSURE), MaxValueValidator(FIRMEST_PRESSURE))


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
    pressure = models.PositiveSmallIntegerField(_("Pressure"), null=True, blank=True, validators=PRESSURES)
    """From 1, hands rest on the skin, to 5, as firm as the client can bear."""
    technique = models.CharField(_("Technique"), max_length=60, blank=True)
    regions = models.JSONField(_("Regions"), default=list, blank=True)
    """Names of body regions that were worked on."""
    pain_before = models.PositiveSmallIntegerField(_("Pain before"), null=True, blank=True, validators=ZERO_TO_TEN)
    pain_after = models.PositiveSmallIntegerField(_("Pain after"), null=True, blank=True, validators=ZERO_TO_TEN)
    soreness = models.PositiveSmallIntegerField(_("Soreness after"), null=True, blank=True, validators=ZERO_TO_TEN)
    note = models.TextField(_("Note"), blank=True)
    beyond = models.TextField(_("Why beyond the limits"), blank=True)
    """Why the session went beyond what the safety rules ask for, where it did."""
    beyond_what = models.JSONField(default=list, editable=False)
    """What it went beyond, in words, as the rules stood when it was recorded."""
    beyond_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="sessions_beyond"
    )
    """Who decided that."""
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("started_at", "pk")
        constraints = (models.UniqueConstraint(fields=("client", "key"), name="one_session_a_page"),)
        indexes = (models.Index(fields=("client", "started_at"), name="sessions_in_time"),)

    def clean(self) -> None:
        """Refuse regions that are no names.

        Raises:
            ValidationError: If they are anything else.
        """
        check_names("regions", self.regions)


class AdverseEvent(models.Model):
    """Something unwanted that came with a session, as it is reported: when it began and how bad it was."""

    class Onset(models.TextChoices):
        """When it began."""

        DURING = "during", _("during the session")
        SAME_DAY = "same_day", _("the same day")
        NEXT_DAY = "next_day", _("the day after")
        LATER = "later", _("later")

    class Severity(models.IntegerChoices):
        """How bad it was."""

        MILD = 1, _("1 · mild, went by itself")
        MODERATE = 2, _("2 · moderate, needed rest or a change")
        SERIOUS = 3, _("3 · serious, needed a doctor")
        GRAVE = 4, _("4 · grave, danger to life or lasting harm")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="adverse_event")
    what = models.CharField(_("What happened"), max_length=500)
    onset = models.CharField(_("When it began"), max_length=10, choices=Onset.choices)
    severity = models.PositiveSmallIntegerField(_("How bad it was"), choices=Severity.choices)
    expected = models.BooleanField(_("It was to be expected"), default=False)
    action = models.CharField(_("What was done"), max_length=500, blank=True)
    reported_at = models.DateTimeField(default=timezone.now, editable=False)


class HarmReview(models.Model):
    """Somebody looked at why a client was harmed, and decided that sessions may go on."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="harm_reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="harm_reviews")
    found = models.TextField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("at", "pk")
