"""Invitations to work at a practice."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unknot.web.accounts.models import Practice, Role

LIFE = timedelta(hours=1)


def expiry() -> datetime:
    """When an invitation made now stops working."""
    return timezone.now() + LIFE


class Invitation(models.Model):
    """A code with which one person becomes a colleague once; it works for an hour."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail"))
    role = models.CharField(_("Role"), max_length=12, choices=Role.choices, default=Role.THERAPIST)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=expiry)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)

    @classmethod
    def open_ones(cls) -> models.QuerySet[Invitation]:
        """Those that still work."""
        return Invitation.objects.all().filter(used_at=None, expires_at__gt=timezone.now())
