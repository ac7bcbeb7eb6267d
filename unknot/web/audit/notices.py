"""What the owner must know about the audit log, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from unknot.web.audit.models import LogCheck
from unknot.web.navigation import Notice


def notices(member: Any) -> Iterator[Notice]:
    """A warning once the chain was found to be broken."""
    if member.is_owner and LogCheck.objects.filter(practice=member.practice_id, broken__isnull=False).exists():
        yield Notice(_("Somebody has changed the audit log from outside."), _("Look at it"), "audit:log")
