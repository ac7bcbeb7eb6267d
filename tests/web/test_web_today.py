"""The first page: who is stopped, who comes, whose relief ends, whose diary went quiet."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from samples import House

from unknot.web.appointments.models import PlannedSession
from unknot.web.intake.models import Decision, Intake
from unknot.web.learning.models import Learned
from unknot.web.sessions.models import Session
from unknot.web.today.rows import rows_for


@pytest.fixture
def client(house: House):
    found = house.clients["therapist"]
    found.intakes.all().delete()
    return found


def _row(member, client):
    (row,) = [row for row in rows_for(member) if row.client == client]
    return row


def _intake(client, **said):
    return Intake.objects.create(client=client, therapist=client.therapist, key=uuid.uuid4(), **said)


def test_somebody_whose_latest_intake_stops_sessions_comes_first(house, client):
    _intake(client, signs=["fever"], outcome="letter_first")
    rows = rows_for(house.owner)
    assert rows[0].client in (client, house.clients["colleague"])
    assert _row(house.owner, client).stop == "letter_first"


def test_an_intake_that_was_followed_by_a_harmless_one_stops_nobody(house, client):
    _intake(client, signs=["fever"], outcome="letter_first", made_at=timezone.now() - timedelta(days=9))
    _intake(client, outcome="go_on")
    assert _row(house.therapist, client).stop == ""


def test_a_finding_that_was_set_aside_stops_nobody(house, client):
    intake = _intake(client, signs=["fever"], outcome="letter_first")
    Decision.objects.create(intake=intake, rule="fever", choice="set_aside", reason="Gone.", by=house.therapist)
    assert _row(house.therapist, client).stop == ""


def test_who_comes_today_is_named_with_the_time(house, client, signed_in):
    local = house.practice.local(timezone.now())
    PlannedSession.objects.create(client=client, starts_at=local.replace(hour=23, minute=55))
    assert _row(house.therapist, client).today
    text = signed_in(house.therapist).get("/today/").content.decode()
    assert "Who comes today" in text
    assert "11:55 p.m." in text


def test_relief_ends_as_long_after_the_last_session_as_was_learned(house, client):
    assert _row(house.therapist, client).relief_ends is None
    Learned.objects.update_or_create(client=client, defaults={"relief_days": 5.0})
    last = Session.objects.filter(client=client).latest("started_at").started_at
    assert _row(house.therapist, client).relief_ends == last + timedelta(days=5)


def test_a_diary_that_was_kept_and_is_no_longer_is_quiet(house, client):
    assert not _row(house.therapist, client).quiet
    for entry in client.entries.all():
        entry.for_when -= timedelta(days=5)
        entry.save()
    assert _row(house.therapist, client).quiet
    client.paused_at = timezone.now()
    client.save()
    assert not _row(house.therapist, client).quiet


def test_the_first_page_asks_the_database_no_more_for_more_clients(house, client):
    with CaptureQueriesContext(connection) as few:
        rows_for(house.owner)
    for number in range(5):
        type(client).objects.create(practice=house.practice, therapist=house.therapist, name=f"further {number}")
    with CaptureQueriesContext(connection) as many:
        rows_for(house.owner)
    assert len(many) <= len(few)


def test_who_comes_today_and_was_never_asked_is_named(house, client, signed_in):
    local = house.practice.local(timezone.now())
    PlannedSession.objects.create(client=client, starts_at=local.replace(hour=23, minute=55))
    assert not _row(house.therapist, client).asked
    assert "not asked yet" in signed_in(house.therapist).get("/today/").content.decode()
    _intake(client, outcome="go_on")
    assert "not asked yet" not in signed_in(house.therapist).get("/today/").content.decode()
