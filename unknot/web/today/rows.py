"""Who needs a look: who comes, whose relief ends, whose diary went quiet, and for whom a rule stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from unknot.evidence.schema.red_flag import EMERGENCY, LETTER_FIRST
from unknot.web.accounts.models import StaffMember
from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.intake.models import Intake
from unknot.web.intake.standing import outcomes_of
from unknot.web.plans.models import Plan
from unknot.web.sessions.harms import clients_to_review
from unknot.web.sessions.models import Session

QUIET_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Row:
    """A client on the first page.

    Attributes:
        client: Who.
        last_entry: What moment the last entry is about, or None before the first.
        last_session: When the last session began, or None.
        next_session: When the next session begins, or None.
        relief_ends: When less than a point of the last session's relief is expected to be left, where that is known.
        quiet: Whether a diary that was kept is no longer, though it is neither paused nor left.
        stop: The outcome of the intake where it stops sessions, "review" where harm does, or nothing.
        today: Whether they come today.
        plan_ends: The last day of the plan that is followed, or None without one.
        plan_over: Whether that day has passed.
        asked: Whether there is an intake.
    """

    client: Client
    last_entry: datetime | None
    last_session: datetime | None
    next_session: datetime | None
    relief_ends: datetime | None
    quiet: bool
    stop: str
    today: bool
    plan_ends: date | None = None
    plan_over: bool = False
    asked: bool = True

    @property
    def urgency(self) -> tuple[bool, bool, datetime, bool, str]:
        """By which rows are sorted: who is stopped, who comes and when, who went quiet, then by name."""
        comes = self.next_session or datetime.max.replace(tzinfo=timezone.get_default_timezone())
        return (not self.stop, not self.today, comes, not self.quiet, self.client.name.casefold())


def rows_for(member: StaffMember) -> list[Row]:
    """The clients that somebody may see, those who need a look first."""
    now = timezone.now()
    midnight = member.practice.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    clients = Client.visible_to(member).select_related("therapist", "practice")
    dated = clients.annotate(
        last_entry=_latest(Entry.objects.all(), "for_when"),
        last_session=_latest(Session.objects.all(), "started_at"),
        next_session=_first(PlannedSession.objects.filter(starts_at__gte=midnight), "starts_at"),
        relief_days=F("learned__relief_days"),
        plan_ends=Subquery(Plan.objects.filter(client=OuterRef("pk"), ended_at=None).values("ends_on")[:1]),
        asked=Exists(Intake.objects.filter(client=OuterRef("pk"))),
    )
    found = list(cast(Iterable[Any], dated))
    stops = _stops(found)
    rows = [_row(client, stops.get(client, ""), now) for client in found]
    return sorted(rows, key=lambda row: row.urgency)


def _row(client: Any, stop: str, now: datetime) -> Row:
    ends = None
    if client.last_session is not None and client.relief_days is not None:
        ends = client.last_session + timedelta(days=client.relief_days)
    comes = client.next_session
    local = client.practice.local
    return Row(
        client,
        client.last_entry,
        client.last_session,
        comes,
        ends,
        quiet=_is_quiet(client, now),
        stop=stop,
        today=comes is not None and local(comes).date() == local(now).date(),
        plan_ends=client.plan_ends,
        plan_over=client.plan_ends is not None and client.plan_ends < local(now).date(),
        asked=client.asked,
    )


def _is_quiet(client: Any, now: datetime) -> bool:
    if client.last_entry is None or client.is_paused or client.erasure_asked_at is not None:
        return False
    silent_since = client.practice.local(client.last_entry)
    if client.paused_until is not None:
        # After a pause the days are counted from its end.
        silent_since = max(silent_since, datetime.combine(client.paused_until, time(), silent_since.tzinfo))
    return now - silent_since > QUIET_AFTER


def _stops(clients: list[Client]) -> dict[Client, str]:
    stops = dict.fromkeys(clients_to_review(clients), "review")
    for client, outcome in outcomes_of(clients).items():
        if outcome in (LETTER_FIRST, EMERGENCY):
            stops[client] = outcome
    return stops


def _latest(rows: QuerySet[Any], moment: str) -> Subquery:
    """The latest moment among a client's rows; read off the end of the index, however long the diary is."""
    return Subquery(rows.filter(client=OuterRef("pk")).order_by(f"-{moment}").values(moment)[:1])


def _first(rows: QuerySet[Any], moment: str) -> Subquery:
    return Subquery(rows.filter(client=OuterRef("pk")).order_by(moment).values(moment)[:1])
