"""Codes and devices: made, used once, taken back."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from unknot.web.clients.models import Client
from unknot.web.enrolment.models import Code, Device, digest

# No vowels and nothing that looks like something else: 8 letters are 37 random bits for ten minutes.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
LENGTH = 8


def fresh_code(length: int) -> str:
    """A random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def meant(code: str) -> str:
    """A code as it was made, from what was typed."""
    return "".join(letter for letter in code.upper() if letter in ALPHABET)


def make_code(client: Client) -> str:
    """A fresh code for a client; earlier ones stop working."""
    code = fresh_code(LENGTH)
    with transaction.atomic():
        Code.objects.filter(client=client).delete()
        Code.objects.create(client=client, code_hash=digest(code))
    return f"{code[:4]}-{code[4:]}"


def spend(code: str, device_name: str) -> tuple[Device, str] | None:
    """Use a code up: the new device and its token, or None where the code is wrong, old or used.

    Args:
        code: As it was typed or came in the link.
        device_name: What the phone calls itself.
    """
    with transaction.atomic():
        found = (
            Code.objects.select_for_update()
            .filter(code_hash=digest(meant(code)), used_at=None, expires_at__gt=timezone.now())
            .select_related("client")
            .first()
        )
        if found is None:
            return None
        found.used_at = timezone.now()
        found.save(update_fields=["used_at"])
        token = secrets.token_urlsafe(32)
        return Device.objects.create(client=found.client, token_hash=digest(token), name=device_name[:60]), token


def trusted() -> QuerySet[Device]:
    """The devices that may write their client's diary now."""
    return Device.objects.filter(revoked_at=None, expires_at__gt=timezone.now())


def revoke_all(client: Client) -> None:
    """Take the trust from every phone of a client, and from a code that was not used yet."""
    with transaction.atomic():
        Code.objects.filter(client=client).delete()
        trusted().filter(client=client).update(revoked_at=timezone.now())


def revoke(device: Device) -> None:
    """Take the trust back; the device must be enrolled again."""
    device.revoked_at = timezone.now()
    device.save(update_fields=["revoked_at"])
