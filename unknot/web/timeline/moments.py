"""Moments as a form or a script sends them: by the clock of the practice, some at a time, and none of long ago."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

MOST = 60
FARTHEST = timedelta(days=366)


class NotAMomentError(ValueError):
    """Something sent is not a moment to come."""


def coming_moments(texts: Iterable[object], practice: Any) -> list[datetime]:
    """Moments to come, in order and each once.

    Args:
        texts: Dates with a time, such as "2026-11-28T14:00"; empty ones are left out.
        practice: The practice by whose clock they are meant.

    Raises:
        NotAMomentError: If one is not, lies behind or more than a year ahead, or there are too many.
    """
    zone, now = ZoneInfo(practice.time_zone), timezone.now()
    given = [text for text in texts if text != ""]
    if len(given) > MOST:
        raise NotAMomentError
    try:
        found = {datetime.fromisoformat(str(text)).replace(tzinfo=zone) for text in given}
    except ValueError as error:
        raise NotAMomentError from error
    if any(not now < moment < now + FARTHEST for moment in found):
        raise NotAMomentError
    return sorted(found)


def written(moment: datetime, practice: Any) -> str:
    """A moment as a form's field holds it."""
    return practice.local(moment).strftime("%Y-%m-%dT%H:%M")
