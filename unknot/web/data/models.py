"""A file on its way in."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from unknot.web.clients.models import Client

KEPT = timedelta(minutes=30)


class Upload(models.Model):
    """Tables that were uploaded and are looked at before they are imported.

    They wait in the encrypted database, never in a temporary file.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="uploads")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    made_at = models.DateTimeField(default=timezone.now)
    responses_name = models.CharField(max_length=120)
    responses = models.BinaryField()
    doses_name = models.CharField(max_length=120, blank=True)
    doses = models.BinaryField(null=True)
    person = models.CharField(max_length=120, blank=True)
    ignored = models.CharField(max_length=400, blank=True)
    first_day = models.DateField(null=True)

    @classmethod
    def waiting(cls) -> models.QuerySet[Upload]:
        """Those that may still be imported."""
        return Upload.objects.filter(made_at__gt=timezone.now() - KEPT)

    @classmethod
    def clear(cls) -> None:
        """Drop those that nobody came back to."""
        Upload.objects.filter(made_at__lte=timezone.now() - KEPT).delete()
