"""A plan that is followed: appointments, the next step, the phone, the calendar, the care plan, its end."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from made_up_search import NAME, address_of, page_of, plan_of, stop, unstopped
from samples import House

from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.data.archive import fhir_bundle
from unknot.web.diary.models import Entry
from unknot.web.intake.models import Intake
from unknot.web.plans.agree import proposal
from unknot.web.plans.models import Plan
from unknot.web.plans.next_step import next_step
from unknot.web.plans.progress import progress_of
from unknot.web.plans.safety import guard_of
from unknot.web.sessions.models import AdverseEvent, Session


@pytest.fixture
def client(house: House) -> Client:
    return unstopped(house)


def test_sessions_become_appointments_by_one_press_and_once(therapist, client):
    plan = plan_of(client)
    for _time in range(2):
        therapist.post(address_of("appointments", client, plan=plan.public_id))
    coming = list(PlannedSession.objects.filter(client=client))
    assert len(coming) == 3
    assert {client.practice.local(session.starts_at).strftime("%H:%M") for session in coming} == {"14:00"}
    assert {session.minutes for session in coming} == {60}


def test_what_is_agreed_stays_and_nothing_comes_closer_than_the_rules_allow(therapist, client):
    plan = plan_of(client)
    agreed = plan.chosen.sessions[1] + timedelta(days=1)
    PlannedSession.objects.create(client=client, starts_at=agreed)
    Session.objects.create(client=client, therapist=client.therapist, started_at=timezone.now())
    found = proposal(plan, guard_of(client))
    assert found.moments == (plan.chosen.sessions[0], plan.chosen.sessions[2])
    assert found.too_close == 1
    Session.objects.update(started_at=timezone.now() + timedelta(days=1))
    assert proposal(plan, guard_of(client)).moments == (plan.chosen.sessions[2],)


def test_no_appointment_is_made_against_what_stands_now(therapist, client):
    plan = plan_of(client)
    plan.option["minutes"] = 90.0
    plan.save()
    Intake.objects.create(client=client, therapist=client.therapist, key=uuid.uuid4(), conditions=["pregnancy"])
    answer = therapist.post(address_of("appointments", client, plan=plan.public_id), follow=True)
    assert "longer than the limits allow now" in answer.content.decode()
    stop(client)
    answer = therapist.post(address_of("appointments", client, plan=plan.public_id), follow=True)
    assert "The plan rests" in answer.content.decode()
    assert not PlannedSession.objects.filter(client=client).exists()


def test_grave_harm_rests_the_plan(client):
    plan_of(client)
    session = Session.objects.create(client=client, therapist=client.therapist, started_at=timezone.now())
    AdverseEvent.objects.create(session=session, what="faint", onset="during", severity=4)
    step = next_step(client)
    assert step is not None
    assert step.urgent
    assert "rests" in step.said


def test_a_plan_ends_with_a_reason(therapist, client, house):
    plan = plan_of(client)
    address = address_of("end", client, plan=plan.public_id)
    therapist.post(address, {"end_reason": "", "end_note": "x"})
    assert Plan.running(client) == plan
    therapist.post(address, {"end_reason": "no_change", "end_note": "tried for a month"})
    plan.refresh_from_db()
    assert (plan.end_reason, plan.end_note, plan.ended_by) == ("no_change", "tried for a month", house.therapist)
    assert "tried for a month" in page_of(therapist, client)
    assert next_step(client) is None


def test_the_calendar_names_no_health(therapist, client, house, on_phone):
    plan = plan_of(client)
    therapist.post(address_of("appointments", client, plan=plan.public_id))
    staff = therapist.post(address_of("calendar", client, plan=plan.public_id))
    own = on_phone(house.tokens["therapist"]).post(reverse("plans:own_calendar"))
    for answer in (staff, own):
        assert answer.headers["Content-Type"].startswith("text/calendar")
        events = Calendar.from_ical(answer.content).walk("VEVENT")
        assert {str(event["summary"]) for event in events} == {"Appointment", "Own time"}
        assert len(events) == 6
        assert all(word not in answer.content.decode().lower() for word in ("massage", "exercise", "pain"))


def test_the_next_step_follows_the_plan(client):
    plan = plan_of(client)
    assert "3 sessions of the plan are no appointments yet" in next_step(client).said
    for moment in plan.chosen.sessions:
        PlannedSession.objects.create(client=client, starts_at=moment)
    assert "Next session by the plan" in next_step(client).said
    for back in range(14):
        when = timezone.now() - timedelta(days=back)
        Entry.objects.create(client=client, key=uuid.uuid4(), for_when=when, written_at=when, answers={"pain": 2})
    client.entries.filter(answers__pain=4).delete()
    Plan.objects.update(chosen_at=timezone.now() - timedelta(days=20))
    assert "double the days between sessions" in next_step(client).said
    client.entries.all().delete()
    for back in range(4):
        when = timezone.now() - timedelta(days=back)
        Session.objects.create(client=client, therapist=client.therapist, started_at=when)
    assert "stop and think again" in next_step(client).said
    Plan.objects.update(ends_on=timezone.now().date() - timedelta(days=1))
    assert "The weeks of the plan are over" in next_step(client).said


def test_the_worst_answer_of_a_day_counts_and_days_before_the_plan_do_not(client):
    plan = plan_of(client, chosen_at=timezone.now() - timedelta(days=2))
    client.entries.all().delete()
    for back, pain in ((1, 3), (1, 7), (2, 2), (3, 1)):
        when = timezone.now() - timedelta(days=back)
        Entry.objects.create(client=client, key=uuid.uuid4(), for_when=when, written_at=when, answers={"pain": pain})
    found = progress_of(plan)
    assert (found.answered, found.good) == (1, 0)


def test_today_and_the_timeline_say_what_is_next(therapist, client):
    plan_of(client)
    PlannedSession.objects.create(client=client, starts_at=timezone.now() + timedelta(seconds=30))
    said = "sessions of the plan are no appointments yet"
    assert said in therapist.get(reverse("today:page")).content.decode()
    assert said in therapist.get(reverse("timeline:page", kwargs={"client": client.public_id})).content.decode()


def test_the_client_sees_the_plan_in_plain_words_on_the_phone(client, house, on_phone):
    phone = on_phone(house.tokens["therapist"])
    assert "No plan yet" in phone.get(reverse("plans:own")).content.decode()
    plan = plan_of(client)
    PlannedSession.objects.create(client=client, starts_at=plan.chosen.sessions[0])
    text = phone.get(reverse("plans:own")).content.decode()
    for said in ("Pain of 4 or less on 5 of 7 days", "about 6 in 10", "about 2 in 10", "10 minutes on 3 days a week"):
        assert said in text
    stop(client)
    text = phone.get(reverse("plans:own")).content.decode()
    assert "your therapist talks with you first" in text
    assert "Your next sessions" not in text


def test_each_plan_is_a_care_plan_with_its_sessions_and_practice(client):
    plan = plan_of(client)
    bundle = fhir_bundle(client)
    (care,) = [entry["resource"] for entry in bundle["entry"] if entry["resource"]["id"] == str(plan.public_id)]
    assert (care["status"], care["intent"], care["title"]) == ("active", "plan", NAME)
    sessions, practice = (activity["detail"] for activity in care["activity"])
    assert len(sessions["scheduledTiming"]["event"]) == 3
    assert practice["scheduledTiming"]["repeat"]["frequency"] == 3
    Plan.objects.update(ended_at=timezone.now(), end_reason="no_change")
    bundle = fhir_bundle(client)
    (care,) = [entry["resource"] for entry in bundle["entry"] if entry["resource"]["id"] == str(plan.public_id)]
    assert care["status"] == "revoked"
