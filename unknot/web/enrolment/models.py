"""Codes that enrol a phone, and the phones that were enrolled."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from unknot.web.clients.models import Client

CODE_LIFE = timedelta(minutes=10)


def digest(secret: str) -> str:
    """What is kept of a code or token: both are random and long, so a plain hash suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()


def code_expiry() -> datetime:
    """When a code made now stops working."""
    return timezone.now() + CODE_LIFE


def device_expiry() -> datetime:
    """When a device enrolled now must be enrolled again."""
    return timezone.now() + timedelta(days=settings.DEVICE_DAYS)


class Code(models.Model):
    """A code that enrols one phone once."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(default=code_expiry)
    used_at = models.DateTimeField(null=True)


class Device(models.Model):
    """A client's phone, which may write and read that client's diary and nothing else."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=device_expiry)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
