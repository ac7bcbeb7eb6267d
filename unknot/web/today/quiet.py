"""Who needs a look: when each client last wrote, and whose diary went quiet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from unknot.web.accounts.models import StaffMember
from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.sessions.models import Session

QUIET_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Row:
    """A client on the first page.

    Attributes:
        client: Who.
        last_entry: What moment the last entry is about, or None before the first.
        last_session: When the last session began, or None.
        quiet: Whether a diary that was kept is no longer.
    """

    client: Client
    last_entry: datetime | None
    last_session: datetime | None
    quiet: bool


def rows_for(member: StaffMember) -> list[Row]:
    """The clients that somebody may see, those whose diary went quiet first."""
    now = timezone.now()
    clients = Client.visible_to(member).select_related("therapist", "practice")
    dated = clients.annotate(
        last_entry=_latest(Entry.objects.all(), "for_when"), last_session=_latest(Session.objects.all(), "started_at")
    )
    rows = [
        Row(client, client.last_entry, client.last_session, _is_quiet(client, client.last_entry, now))
        for client in cast(Iterable[Any], dated)
    ]
    return sorted(rows, key=lambda row: (not row.quiet, row.client.name.casefold()))


def _latest(rows: QuerySet[Any], moment: str) -> Subquery:
    """The latest moment among a client's rows; read off the end of the index, however long the diary is."""
    return Subquery(rows.filter(client=OuterRef("pk")).order_by(f"-{moment}").values(moment)[:1])


def _is_quiet(client: Client, last_entry: datetime | None, now: datetime) -> bool:
    return client.paused_at is None and last_entry is not None and now - last_entry > QUIET_AFTER
