"""Making the demo practice, and keeping its days up to date."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from unknot.evidence.safety.screening import screen
from unknot.records import Record
from unknot.web.accounts.models import Practice, Role, StaffMember
from unknot.web.appointments.models import PlannedSession
from unknot.web.audit.trail import append
from unknot.web.clients.models import Client
from unknot.web.demo.people import CLIENTS, COLLEAGUE_EMAIL, EMAIL, PASSWORD, DemoClient
from unknot.web.diary.models import Entry
from unknot.web.goals.progress import set_goals
from unknot.web.intake.models import Intake
from unknot.web.learning.learn import mark_stale
from unknot.web.science import virtual_record
from unknot.web.sessions.models import Session

ZONE = "Europe/London"
LONGEST = max(person.days for person in CLIENTS)
ANSWERS = {
    "nrs_now": 5,
    "peg_average": 6,
    "peg_enjoyment": 5,
    "peg_activity": 6,
    "gcps_pain_days": 3,
    "gcps_limited_days": 1,
    "phq_nervous": 2,
    "phq_worry": 1,
    "phq_interest": 1,
    "phq_down": 0,
    "expected_relief": 7,
}
"""What every virtual client answered at the first visit."""
NAMES = uuid.UUID("8f0f4d5e-1d3c-4d86-9a76-55f3a1b0c001")


def make_demo() -> None:
    """Make the practice where there is none; where there is one, move its days so that it ends yesterday again."""
    if Practice.objects.exists():
        _move_to_today()
        return
    with transaction.atomic():
        practice = Practice.objects.create(name="Demo practice", time_zone=ZONE)
        owner = StaffMember.objects.create_user(EMAIL, PASSWORD, name="Kim Arai", practice=practice, role=Role.OWNER)
        colleague = StaffMember.objects.create_user(COLLEAGUE_EMAIL, PASSWORD, name="Robin Vale", practice=practice)
        append(practice, ("program", "demo"), "practice.set_up", practice)
        for person in CLIENTS:
            _add(person, practice, colleague if person.of_colleague else owner)


def _add(person: DemoClient, practice: Practice, therapist: StaffMember) -> None:
    client = Client.objects.create(practice=practice, therapist=therapist, name=person.name, complaint=person.complaint)
    append(practice, ("program", "demo"), "client.add", client)
    record = virtual_record(person.seed, LONGEST, person.days, **person.chosen)
    first = _today() - timedelta(days=person.days + person.silent_days)
    _keep_entries(client, record, first)
    Session.objects.bulk_create(
        Session(
            client=client,
            therapist=therapist,
            started_at=_moment(first, dose.day),
            minutes=round(dose.minutes),
            technique="classic",
            regions=list(person.regions),
        )
        for dose in record.doses
    )
    _add_agreed(client, therapist, person)
    # Rows that are made in bulk send no signal.
    mark_stale(client)


def _add_agreed(client: Client, therapist: StaffMember, person: DemoClient) -> None:
    """What was answered and agreed on before: an intake, goals, and the sessions to come."""
    screening = screen(person.signs, person.conditions, person.places)
    Intake.objects.create(
        client=client,
        therapist=therapist,
        key=uuid.uuid5(NAMES, f"{client.name} intake"),
        answers=ANSWERS,
        signs=list(person.signs),
        conditions=list(person.conditions),
        places=list(person.places),
        outcome=screening.outcome,
    )
    set_goals(client, person.goals)
    PlannedSession.objects.bulk_create(
        PlannedSession(client=client, starts_at=_today() + timedelta(days=days, hours=hour))
        for days, hour in person.coming
    )


def _keep_entries(client: Client, record: Record, first: datetime) -> None:
    answers: dict[float, dict[str, int]] = {}
    for response in record.responses:
        answers.setdefault(response.day, {})[response.instrument] = round(response.value)
    Entry.objects.bulk_create(
        Entry(
            client=client,
            key=uuid.uuid5(NAMES, f"{client.name} {day}"),
            for_when=_moment(first, day),
            written_at=_moment(first, day),
            answers=given,
        )
        for day, given in answers.items()
    )


def _today() -> datetime:
    """The midnight before now, where the practice is."""
    return datetime.combine(timezone.now().astimezone(ZoneInfo(ZONE)).date(), time(), ZoneInfo(ZONE))


def _moment(first: datetime, day: float) -> datetime:
    """A moment of a diary in day numbers, by the clock on the wall."""
    return first + timedelta(minutes=round(day * 1440))


def _move_to_today() -> None:
    latest = Entry.objects.aggregate(latest=Max("for_when"))["latest"]
    late = (_today() - timedelta(days=1)).date() - latest.astimezone(ZoneInfo(ZONE)).date()
    if late <= timedelta(0):
        return
    with transaction.atomic():
        Entry.objects.update(for_when=F("for_when") + late, written_at=F("written_at") + late)
        Session.objects.update(started_at=F("started_at") + late)
        PlannedSession.objects.update(starts_at=F("starts_at") + late)
        for client in Client.objects.all():
            mark_stale(client)
