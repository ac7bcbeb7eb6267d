"""Writing the audit log: every entry seals the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from unknot.web.audit.models import AuditEvent

START = "0" * 64
HASHED = ("number", "at", "actor_kind", "actor", "action", "object_kind", "object", "previous_hash")


def note(request: HttpRequest, action: str, thing: Any = None) -> None:
    """Log what the visitor of a page did.

    Args:
        request: The request of a member of staff or of a client's device.
        action: What was done, as `object.verb`, such as `client.add`.
        thing: The row it was done to, which has a `public_id`.
    """
    visitor: Any = request
    device = getattr(visitor, "device", None)
    if visitor.user.is_authenticated:
        append(visitor.user.practice, ("staff", str(visitor.user.public_id)), action, thing)
    elif device is not None:
        append(device.client.practice, ("client", str(device.client.public_id)), action, thing)


def append(practice: Any, actor: tuple[str, str], action: str, thing: Any = None) -> AuditEvent:
    """Add an entry to a practice's chain.

    Args:
        practice: Whose log.
        actor: The kind of actor (staff, client or program) and the public id or name.
        action: What was done.
        thing: The row it was done to.
    """
    with transaction.atomic():
        # Whoever appends holds the practice's row, so that two entries never get the same number.
        apps.get_model("accounts", "Practice").objects.select_for_update().get(pk=practice.pk)
        last = AuditEvent.objects.filter(practice=practice).order_by("-number").first()
        event = AuditEvent(
            practice=practice,
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            actor_kind=actor[0],
            actor=actor[1],
            action=action,
            object_kind=thing._meta.model_name if thing is not None else "",
            object=str(thing.public_id) if thing is not None else "",
            previous_hash=last.own_hash if last else START,
        )
        event.own_hash = hash_of({name: getattr(event, name) for name in HASHED})
        event.save(force_insert=True)
        return event


def hash_of(said: Mapping[str, Any]) -> str:
    """SHA-256 over everything an entry says, the hash of the one before included.

    Args:
        said: The columns of `HASHED` with their values.
    """
    plain = {**said, "at": said["at"].isoformat(timespec="microseconds")}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
