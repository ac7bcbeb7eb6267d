"""Fitting and compiling ahead of the day, so that nobody waits for it at the first "what if?"."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models import F, Max, Min, Q
from django.utils import timezone

from unknot.errors import UnknotError
from unknot.web.clients.models import Client
from unknot.web.learning.records import record_for
from unknot.web.science import KEPT_FITS, DoseRow, what_if

MOST = KEPT_FITS // 2
"""Of clients; the rest of the memory is for those who are looked at besides."""
AHEAD, STEP = timedelta(days=14), timedelta(hours=12)
A_SESSION = 60.0


def warm(rest: Callable[[float], None] = lambda seconds: None) -> int:
    """Get ready for the clients who are most likely looked at; the number of them.

    Args:
        rest: Called after each client with the seconds that it took.
    """
    count = 0
    for client in likely():
        begun = time.monotonic()
        count += _warm_one(client)
        rest(time.monotonic() - begun)
    return count


def likely() -> list[Client]:
    """Those whose next session comes first, then those whose last was latest; not those who are about to be learned."""
    coming = Min("planned_sessions__starts_at", filter=Q(planned_sessions__starts_at__gte=timezone.now()))
    dated = Client.objects.select_related("practice").annotate(coming=coming, latest=Max("sessions__started_at"))
    order = (F("coming").asc(nulls_last=True), F("latest").desc(nulls_last=True))
    known = dated.filter(Q(coming__isnull=False) | Q(latest__isnull=False), learned__stale_since=None)
    return list(known.order_by(*order)[:MOST])


def _warm_one(client: Client) -> bool:
    record, now = record_for(client), timezone.now()
    if record is None:
        return False
    moments = [now + STEP * number for number in range(1, AHEAD // STEP)]
    try:
        for sessions in ((), (DoseRow(now + STEP, "massage", A_SESSION),)):
            what_if(record, sessions, moments)
    except UnknotError:
        # Nothing to learn from yet; the page says so.
        return False
    return True
