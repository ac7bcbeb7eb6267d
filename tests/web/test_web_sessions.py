"""The record of a session: one row a page, within the limits or with a reason, and nothing lost on correcting it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from samples import House

from unknot.web.appointments.models import PlannedSession
from unknot.web.audit.models import AuditEvent
from unknot.web.goals.models import Goal, GoalRating
from unknot.web.intake.models import Intake
from unknot.web.learning.models import Learned
from unknot.web.learning.records import record_for
from unknot.web.sessions.harms import clients_to_review
from unknot.web.sessions.models import AdverseEvent, HarmReview, Session


@pytest.fixture
def client(house: House):
    found = house.clients["therapist"]
    found.intakes.all().delete()
    found.sessions.all().delete()
    Intake.objects.create(client=found, therapist=found.therapist, key=uuid.uuid4(), outcome="go_on")
    return found


def _moment(client, **ago) -> str:
    return client.practice.local(timezone.now() - timedelta(**ago)).strftime("%Y-%m-%dT%H:%M")


def _page(client, **said):
    usual = {"key": str(uuid.uuid4()), "started_at": _moment(client, hours=2), "intervention": "massage", "minutes": 60}
    return {**usual, "regions": ["neck"], "pressure": 3, **said}


def _send(browser, client, **said):
    return browser.post(reverse("treatments:add", kwargs={"client": client.public_id}), _page(client, **said))


def _limit(client, *conditions, signs=(), outcome="with_limits"):
    Intake.objects.create(
        client=client,
        therapist=client.therapist,
        key=uuid.uuid4(),
        conditions=list(conditions),
        signs=list(signs),
        outcome=outcome,
    )


def test_a_session_is_recorded_with_all_that_was_said(therapist, client):
    said = {"pain_before": 6, "pain_after": 3, "soreness": 2, "technique": "classic", "note": "calm"}
    assert _send(therapist, client, regions=["neck", "shoulder_left"], **said).status_code == 302
    session = Session.objects.get(client=client)
    assert (session.minutes, session.pressure, session.regions) == (60, 3, ["neck", "shoulder_left"])
    assert (session.pain_before, session.pain_after, session.soreness) == (6, 3, 2)
    assert timezone.now() - session.started_at < timedelta(hours=2, minutes=2)
    assert Learned.objects.get(client=client).stale_since is not None


def test_the_same_page_sent_twice_or_in_two_tabs_is_one_session(therapist, client, house, signed_in):
    goal = Goal.objects.create(client=client, activity="Gardening")
    said = _page(client, what="Dizzy", onset="during", severity=1, **{f"goal_{goal.public_id}": 5})
    address = reverse("treatments:add", kwargs={"client": client.public_id})
    for browser in (therapist, therapist, signed_in(house.owner)):
        assert browser.post(address, said).status_code == 302
    assert Session.objects.filter(client=client).count() == 1
    assert AdverseEvent.objects.filter(session__client=client).count() == 1
    assert GoalRating.objects.filter(goal=goal).count() == 1


def test_a_session_to_come_is_refused(therapist, client):
    assert _send(therapist, client, started_at=_moment(client, hours=-2)).status_code == 422
    assert not Session.objects.filter(client=client).exists()


@pytest.mark.parametrize(
    "wrong", [{"pressure": 6}, {"minutes": 0}, {"regions": ["tail"]}, {"pain_before": 11}, {"started_at": "yesterday"}]
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(wrong, therapist, client):
    assert _send(therapist, client, **wrong).status_code == 422
    assert not Session.objects.filter(client=client).exists()


def test_a_session_beyond_the_limits_needs_a_reason(therapist, client):
    _limit(client, "blood_thinner")
    refused = _send(therapist, client, pressure=4)
    assert refused.status_code == 422
    assert "Pressure above 2 (Blood thinners)" in refused.content.decode()
    assert _send(therapist, client, pressure=4, beyond="Doctor agreed.").status_code == 302
    assert Session.objects.get(client=client).beyond == "Doctor agreed."


def test_a_session_within_the_limits_needs_none(therapist, client):
    _limit(client, "blood_thinner")
    assert _send(therapist, client, pressure=2).status_code == 302


def test_a_session_in_spite_of_a_letter_needs_a_reason(therapist, client):
    _limit(client, signs=["fever"], outcome="letter_first")
    assert _send(therapist, client).status_code == 422
    assert _send(therapist, client, beyond="It was given before I asked.").status_code == 302


def test_before_anybody_was_asked_a_session_needs_a_reason(therapist, client):
    client.intakes.all().delete()
    refused = _send(therapist, client)
    assert refused.status_code == 422
    assert "There is no intake yet" in refused.content.decode()
    assert not Session.objects.filter(client=client).exists()
    assert _send(therapist, client, beyond="Asked by word of mouth.").status_code == 302


def test_an_answer_that_is_not_known_stops_as_a_letter_does(therapist, client):
    _limit(client, outcome="letter_first")
    Intake.objects.filter(client=client).update(unsure=["saddle_numbness"])
    assert _send(therapist, client).status_code == 422


def test_what_a_session_went_beyond_is_kept_with_who_decided_it(therapist, client, house, signed_in):
    _limit(client, "blood_thinner")
    _send(therapist, client, pressure=4, beyond="Doctor agreed.")
    session = Session.objects.get(client=client)
    assert session.beyond_what == ["Pressure above 2 (Blood thinners)"]
    assert session.beyond_by == house.therapist
    address = reverse("treatments:change", kwargs={"client": client.public_id, "session": session.public_id})
    said = _page(client, pressure=5, beyond="I saw the letter.", key=str(session.key))
    assert signed_in(house.owner).post(address, said).status_code == 302
    session.refresh_from_db()
    assert (session.beyond_by, session.beyond) == (house.owner, "I saw the letter.")
    shown = therapist.get(
        reverse("treatments:session", kwargs={"client": client.public_id, "session": session.public_id})
    )
    assert "Pressure above 2 (Blood thinners)" in shown.content.decode()
    said = _page(client, pressure=2, beyond="left over", key=str(session.key))
    therapist.post(address, said)
    session.refresh_from_db()
    assert (session.beyond, session.beyond_what, session.beyond_by) == ("", [], None)


def test_half_of_something_unwanted_is_asked_for(therapist, client):
    assert _send(therapist, client, what="Dizzy").status_code == 422
    assert _send(therapist, client, severity=2, onset="later").status_code == 422
    assert not Session.objects.filter(client=client).exists()


def test_correcting_keeps_the_session_and_what_went_with_it(therapist, client):
    _send(therapist, client, what="Dizzy", onset="during", severity=2)
    session = Session.objects.get(client=client)
    address = reverse("treatments:change", kwargs={"client": client.public_id, "session": session.public_id})
    text = therapist.get(address).content.decode()
    assert 'value="Dizzy"' in text
    said = _page(client, minutes=45, what="Dizzy", onset="during", severity=3, key=str(session.key))
    assert therapist.post(address, said).status_code == 302
    session.refresh_from_db()
    assert session.minutes == 45
    assert AdverseEvent.objects.get(session=session).severity == 3


def test_removing_takes_it_out_for_good(therapist, client):
    _send(therapist, client)
    session = Session.objects.get(client=client)
    address = reverse("treatments:remove", kwargs={"client": client.public_id, "session": session.public_id})
    assert therapist.get(address).status_code == 405
    assert therapist.post(address).status_code == 302
    assert not Session.objects.filter(client=client).exists()


def test_the_session_that_was_planned_for_the_day_is_no_longer_to_come(therapist, client):
    later_today = timezone.now() + timedelta(minutes=1)
    next_week = timezone.now() + timedelta(days=7)
    for moment in (later_today, next_week):
        PlannedSession.objects.create(client=client, starts_at=moment)
    _send(therapist, client, started_at=_moment(client, minutes=1))
    assert [planned.starts_at for planned in PlannedSession.objects.filter(client=client)] == [next_week]


def test_the_next_record_begins_as_the_last_one_was(therapist, client):
    _send(therapist, client, minutes=75, pressure=2, regions=["knee_left"])
    text = therapist.get(reverse("treatments:add", kwargs={"client": client.public_id})).content.decode()
    assert 'value="75"' in text
    assert 'value="knee_left" aria-label="Left knee" checked' in text


def test_pressure_from_1_to_5_is_learned_from_as_intensity_from_0_to_10(therapist, client):
    _send(therapist, client, pressure=4)
    record = record_for(client)
    assert record is not None
    assert [dose.intensity for dose in record.doses] == [8.0]


def test_harm_stops_sessions_until_somebody_has_said_what_they_found(therapist, client, house):
    _send(therapist, client, what="Fainted", onset="during", severity=4)
    assert "Several sessions went wrong" in _send(therapist, client).content.decode()
    assert Session.objects.filter(client=client).count() == 1
    address = reverse("treatments:review", kwargs={"client": client.public_id})
    therapist.post(address, {"found": "  "})
    assert clients_to_review([client]) == {client}
    therapist.post(address, {"found": "Stood up too fast; sits for five minutes from now on."})
    assert HarmReview.objects.get(client=client).by == house.therapist
    assert clients_to_review([client]) == set()
    assert _send(therapist, client).status_code == 302


def test_harm_that_is_taken_out_of_a_record_leaves_a_line_in_the_log(therapist, client):
    _send(therapist, client, what="Dizzy", onset="during", severity=2)
    session = Session.objects.get(client=client)
    address = reverse("treatments:change", kwargs={"client": client.public_id, "session": session.public_id})
    therapist.post(address, _page(client, key=str(session.key)))
    assert not AdverseEvent.objects.filter(session=session).exists()
    assert AuditEvent.objects.filter(action="session.harm.remove", object=str(session.public_id)).exists()


def test_harm_that_turns_out_worse_after_a_review_is_looked_at_anew(therapist, client, house):
    _send(therapist, client, what="Sore", onset="during", severity=2)
    session = Session.objects.get(client=client)
    HarmReview.objects.create(client=client, by=house.therapist, found="Looked at.")
    address = reverse("treatments:change", kwargs={"client": client.public_id, "session": session.public_id})
    said = {"what": "A rib", "onset": "during", "key": str(session.key)}
    therapist.post(address, _page(client, severity=2, **said))
    assert clients_to_review([client]) == set()
    therapist.post(address, _page(client, severity=4, **said))
    assert clients_to_review([client]) == {client}


@pytest.mark.parametrize(
    ("severities", "review"),
    [((1, 1, 1, 1), False), ((2, 2), False), ((2, 2, 2), True), ((3,), False), ((3, 3), True), ((4,), True)],
)
def test_harm_that_comes_again_stops_sessions(severities, review, client, house):
    for severity in severities:
        session = Session.objects.create(client=client, therapist=house.therapist, started_at=timezone.now())
        AdverseEvent.objects.create(session=session, what="Harm", onset="during", severity=severity)
    assert (client in clients_to_review([client])) is review


def test_goals_are_averaged_over_those_rated_twice_and_judged_by_the_published_threshold(therapist, client):
    address = reverse("treatments:list", kwargs={"client": client.public_id})
    goals = [Goal.objects.create(client=client, activity=name) for name in ("Gardening", "Stairs", "Sleep")]
    for goal, value in zip(goals, (2, 3, 9), strict=True):
        GoalRating.objects.create(goal=goal, value=value)
    assert "On average" not in therapist.get(address).content.decode()
    for goal, value in zip(goals[:2], (5, 5), strict=True):
        GoalRating.objects.create(goal=goal, value=value)
    text = therapist.get(address).content.decode()
    assert "On average from 2.5 to 5: 2.5 points; from 2 on, people call a gain important." in text
