"""Checking that nobody changed the audit log: all of it every day, what came since at every look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.utils import timezone

from unknot.web.audit.models import AuditEvent, LogCheck
from unknot.web.audit.trail import HASHED, START, hash_of

OFTEN_ENOUGH = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Followed:
    """How far a chain was followed.

    Attributes:
        number: The last entry that follows from those before it; 0 for none.
        own_hash: Its hash.
        broken: The number of the entry at which the chain breaks, or None.
    """

    number: int = 0
    own_hash: str = START
    broken: int | None = None


def first_broken(practice: Any) -> int | None:
    """The number of the first entry that does not follow from those before it, or None where the chain holds."""
    return follow(practice).broken


def follow(practice: Any, known: Followed | None = None) -> Followed:
    """Follow a chain to its end, or to where it breaks.

    Args:
        practice: Whose.
        known: How far it was followed before; from the beginning when left out.
    """
    at = known or Followed()
    if at.number and not _is_there(practice, at):
        return Followed(at.number, at.own_hash, at.number)
    rows = AuditEvent.objects.filter(practice=practice, number__gt=at.number).order_by("number")
    for number, row in zip(count(at.number + 1), rows.values(*HASHED, "own_hash").iterator()):
        if row["number"] != number or not _follows(row, at.own_hash):
            return Followed(at.number, at.own_hash, number)
        at = Followed(number, row["own_hash"])
    return at


def check_whole(practice: Any) -> LogCheck:
    """Follow a chain from its beginning, and write down how far it went; a break that was found stays written down."""
    last = LogCheck.objects.filter(practice=practice).first()
    found = follow(practice)
    broken = found.broken
    if broken is None and last is not None and not _is_there(practice, Followed(last.number, last.own_hash)):
        broken = last.number
    earlier = last.broken if last is not None else None
    said = {"at": timezone.now(), "number": found.number, "own_hash": found.own_hash, "broken": earlier or broken}
    return LogCheck.objects.update_or_create(practice=practice, defaults=said)[0]


def check_all_when_due() -> None:
    """Check the chain of every practice whose last check is most of a day old."""
    for practice in apps.get_model("accounts", "Practice").objects.all():
        last = LogCheck.objects.filter(practice=practice).first()
        if last is None or not timedelta(0) <= timezone.now() - last.at < OFTEN_ENOUGH:
            check_whole(practice)


def broken_by_now(practice: Any, last: LogCheck | None) -> int | None:
    """Where a chain is broken: as the last check of all of it found, or since then."""
    if last is None:
        return first_broken(practice)
    return last.broken or follow(practice, Followed(last.number, last.own_hash)).broken


def broken_among(rows: list[AuditEvent]) -> int | None:
    """Where the chain is broken among entries that are looked at anyway, latest first; None where it holds."""
    for later, event in zip([None, *rows], rows, strict=False):
        said = {name: getattr(event, name) for name in HASHED}
        if event.own_hash != hash_of(said) or (later is not None and later.previous_hash != event.own_hash):
            return event.number
    return None


def _follows(row: Mapping[str, Any], before: str) -> bool:
    said = {name: row[name] for name in HASHED}
    return row["previous_hash"] == before and row["own_hash"] == hash_of(said)


def _is_there(practice: Any, at: Followed) -> bool:
    """Whether the entry up to which a chain was followed stands there unchanged."""
    if at.number == 0:
        return True
    row = AuditEvent.objects.filter(practice=practice, number=at.number).values(*HASHED, "own_hash").first()
    return row is not None and row["own_hash"] == at.own_hash and _follows(row, row["previous_hash"])
