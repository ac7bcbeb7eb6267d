"""Guessing is slow: after five wrong tries a name is locked for a quarter of an hour.

One password tried on many names is slowed down by the address it comes from.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from unknot.web.accounts.models import FailedLogIn
from unknot.web.pace import Pace

TRIES = 5
from_addresses = Pace(by_one=30, in_all=600)
LOCKED = timedelta(minutes=15)


def is_locked(name: str) -> bool:
    """Whether somebody failed too often under this name, be it the right person or not."""
    now = timezone.now()
    # Tries from the future were made by a clock that was ahead; they must not lock anybody out until then.
    recent = FailedLogIn.objects.filter(name_hash=_hashed(name), at__gt=now - LOCKED, at__lte=now)
    return recent.count() >= TRIES


def failed(name: str) -> None:
    """Count a wrong try, and forget those that no longer matter."""
    FailedLogIn.objects.filter(at__lt=timezone.now() - LOCKED).delete()
    FailedLogIn.objects.create(name_hash=_hashed(name))


def succeeded(name: str) -> None:
    """Start to count afresh."""
    FailedLogIn.objects.filter(name_hash=_hashed(name)).delete()


def _hashed(name: str) -> str:
    return hashlib.sha256(name.strip().lower().encode()).hexdigest()
