"""Clients of a practice."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unknot.web.accounts.models import Practice, StaffMember


class Client(models.Model):
    """A person who comes for massage."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="clients")
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clients")
    name = models.CharField(_("Name"), max_length=120)
    complaint = models.CharField(_("What brings them"), max_length=200, blank=True)
    born = models.DateField(_("Date of birth"), null=True, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    language = models.CharField(_("Language of the diary"), max_length=8, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    paused_at = models.DateTimeField(null=True, editable=False)
    paused_until = models.DateField(null=True, editable=False)
    """The day on which a paused diary goes on; open while there is none."""
    reminder_at = models.TimeField(null=True, editable=False)
    """When the client wants to be reminded, by the clock where they are."""
    erasure_asked_at = models.DateTimeField(null=True, editable=False)
    """Since when the client wants everything erased."""

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_paused(self) -> bool:
        """Whether the diary is paused today, where the practice is."""
        if self.paused_at is None:
            return False
        return self.paused_until is None or self.practice.local(timezone.now()).date() < self.paused_until

    @classmethod
    def visible_to(cls, member: StaffMember) -> models.QuerySet[Client]:
        """The clients that somebody may see: their own; an owner's are all of the practice."""
        of_practice = Client.objects.all().filter(practice=member.practice)
        return of_practice if member.is_owner else of_practice.filter(therapist=member)
