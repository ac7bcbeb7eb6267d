# ruff: noqa: E402 - Django is set up before its models are imported
"""Makes a practice with many clients and long diaries, and prints how to sign in: for `practice_load.py`."""

from __future__ import annotations

import json
import sys
import uuid
from datetime import timedelta
from typing import Any

from unknot.web.serving import prepare

prepare()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from unknot.web.accounts.models import Practice, Role, StaffMember
from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.enrolment.models import Device, digest
from unknot.web.learning.learn import learn
from unknot.web.learning.models import Learned
from unknot.web.science import virtual_record
from unknot.web.sessions.models import Session

THERAPISTS = 10
AT_ONCE = 20_000


def main(clients: int, days: int, diaries: int = 1) -> None:
    """Make the practice: clients share so many virtual diaries, moved so that they end yesterday."""
    practice = Practice.objects.create(name="Large", recovery_tested_at=timezone.now())
    staff = [_member(practice, number) for number in range(THERAPISTS)]
    people = [_client(practice, staff[number % THERAPISTS], number) for number in range(clients)]
    records = [virtual_record(7 + number, days, days) for number in range(diaries)]
    start = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)
    entries: list[Entry] = []
    for number, client in enumerate(people):
        entries += _entries(client, records[number % diaries], start)
        if len(entries) >= AT_ONCE:
            Entry.objects.bulk_create(entries)
            entries = []
    Entry.objects.bulk_create(entries)
    Session.objects.bulk_create(
        Session(client=client, therapist=client.therapist, started_at=start + timedelta(days=dose.day), minutes=60)
        for number, client in enumerate(people)
        for dose in records[number % diaries].doses
    )
    _learned(people, diaries)
    said = {
        "entries": Entry.objects.count(),
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "device_cookie": settings.DEVICE_COOKIE_NAME,
        "phones": [f"token {number}" for number in range(clients)],
        "staff": [_signed_in(member) for member in staff],
        "clients": [[str(client.public_id) for client in people[number::THERAPISTS]] for number in range(THERAPISTS)],
    }
    print(json.dumps(said))


def _member(practice: Practice, number: int) -> StaffMember:
    role = Role.OWNER if number == 0 else Role.THERAPIST
    return StaffMember.objects.create_user(
        f"t{number}@big.example", None, name=f"T{number}", practice=practice, role=role
    )


def _client(practice: Practice, therapist: StaffMember, number: int) -> Client:
    client = Client.objects.create(practice=practice, therapist=therapist, name=f"Client {number:03}")
    Device.objects.create(client=client, token_hash=digest(f"token {number}"), name="phone")
    return client


def _entries(client: Client, record: Any, start: Any) -> list[Entry]:
    pages: dict[float, dict[str, int]] = {}
    for response in record.responses:
        pages.setdefault(response.day, {})[response.instrument] = round(response.value)
    moments = {day: start + timedelta(days=day) for day in pages}
    return [
        Entry(client=client, key=uuid.uuid4(), for_when=moments[day], written_at=moments[day], answers=answers)
        for day, answers in pages.items()
    ]


def _learned(people: list[Client], diaries: int) -> None:
    """Learn once from each diary; the answer is that of all who share it."""
    kept = [learn(client) for client in people[:diaries]]
    Learned.objects.bulk_create(
        Learned(client=client, answer=found.answer, problem=found.problem, origin=found.origin, as_of=found.as_of)
        for number, client in enumerate(people[diaries:])
        for found in [kept[number % diaries]]
    )


def _signed_in(member: StaffMember) -> str:
    """The session of somebody who has shown both factors."""
    device = TOTPDevice.objects.create(user=member, name="authenticator")
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
