"""Guessing is slow.

After five wrong tries from one address a name is locked there for a quarter of an hour, so that a stranger cannot lock
out somebody who signs in from elsewhere; after fifty from anywhere it is locked everywhere. One password tried on many
names is slowed down by the address it comes from.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from unknot.web.accounts.models import FailedLogIn
from unknot.web.pace import Pace

TRIES, TRIES_FROM_ANYWHERE = 5, 50
LOCKED = timedelta(minutes=15)
from_addresses = Pace(by_one=30, in_all=600)


def is_locked(name: str, address: str) -> bool:
    """Whether somebody failed too often under this name, be it the right person or not."""
    here, anywhere = (_recent(said) for said in (_hashed(name, address), _hashed(name)))
    return here >= TRIES or anywhere >= TRIES_FROM_ANYWHERE


def failed(name: str, address: str) -> None:
    """Count a wrong try, and forget those that no longer matter."""
    FailedLogIn.objects.filter(at__lt=timezone.now() - LOCKED).delete()
    FailedLogIn.objects.bulk_create(FailedLogIn(name_hash=said) for said in (_hashed(name, address), _hashed(name)))


def succeeded(name: str, address: str) -> None:
    """Start to count afresh."""
    FailedLogIn.objects.filter(name_hash__in=[_hashed(name, address), _hashed(name)]).delete()


def _recent(name_hash: str) -> int:
    now = timezone.now()
    # Tries from the future were made by a clock that was ahead; they must not lock anybody out until then.
    return FailedLogIn.objects.filter(name_hash=name_hash, at__gt=now - LOCKED, at__lte=now).count()


def _hashed(name: str, address: str = "") -> str:
    return hashlib.sha256(f"{name.strip().lower()} {address}".encode()).hexdigest()
