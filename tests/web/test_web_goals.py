"""Goals: ended and taken up again with their ratings kept, and rated once a session, however often it is corrected."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from samples import House

from unknot.web.audit.models import AuditEvent
from unknot.web.goals.models import Goal, GoalRating
from unknot.web.sessions.models import Session


@pytest.fixture
def client(house: House):
    found = house.clients["therapist"]
    found.intakes.update(signs=[], conditions=[], outcome="go_on")
    found.goals.all().delete()
    return found


@pytest.fixture
def goal(client) -> Goal:
    found = Goal.objects.create(client=client, activity="Gardening")
    GoalRating.objects.create(goal=found, value=3, rated_at=timezone.now() - timedelta(days=30))
    return found


def _do(browser, goal: Goal, what: str):
    return browser.post(f"/clients/{goal.client.public_id}/goals/{goal.public_id}/{what}/", follow=True)


def _values(goal: Goal) -> list[int]:
    return [rating.value for rating in goal.ratings.all()]


def _logged(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_an_ended_goal_stays_in_the_record_and_is_rated_no_more(therapist, client, goal):
    text = _do(therapist, goal, "end").content.decode()
    assert "Ended goals" in text
    assert "Gardening" in text
    goal.refresh_from_db()
    assert goal.is_ended
    assert _values(goal) == [3]
    page = therapist.get(f"/clients/{client.public_id}/sessions/add/").content.decode()
    assert str(goal.public_id) not in page
    assert _logged("goal.end") == 1


def test_ending_twice_keeps_the_first_day_and_is_logged_once(therapist, goal):
    _do(therapist, goal, "end")
    goal.refresh_from_db()
    first = goal.ended_at
    _do(therapist, goal, "end")
    goal.refresh_from_db()
    assert goal.ended_at == first
    assert _logged("goal.end") == 1


def test_it_is_taken_up_again_unless_another_of_its_name_is_worked_on(therapist, client, goal):
    _do(therapist, goal, "end")
    other = Goal.objects.create(client=client, activity="gardening")
    assert "is being worked on" in _do(therapist, goal, "again").content.decode()
    other.delete()
    _do(therapist, goal, "again")
    goal.refresh_from_db()
    assert not goal.is_ended
    assert _logged("goal.again") == 1


def test_what_cannot_be_logged_is_not_ended(therapist, goal, monkeypatch):
    def refuse(*_said):
        raise RuntimeError

    monkeypatch.setattr("unknot.web.goals.views.note", refuse)
    with pytest.raises(RuntimeError):
        _do(therapist, goal, "end")
    goal.refresh_from_db()
    assert not goal.is_ended


def _page(client, moment, **said):
    when = client.practice.local(moment).strftime("%Y-%m-%dT%H:%M")
    usual = {"key": str(uuid.uuid4()), "started_at": when, "intervention": "massage", "minutes": 60}
    return {**usual, "regions": ["neck"], "pressure": 3, **said}


@pytest.fixture
def session(therapist, client, goal) -> Session:
    """One at which the goal was rated 5."""
    moment = timezone.now() - timedelta(days=1)
    sent = _page(client, moment, **{f"goal_{goal.public_id}": 5})
    assert therapist.post(f"/clients/{client.public_id}/sessions/add/", sent).status_code == 302
    return client.sessions.get(key=sent["key"])


def _change(browser, session: Session, moment, **said):
    address = f"/clients/{session.client.public_id}/sessions/{session.public_id}/change/"
    return browser.post(address, _page(session.client, moment, key=str(session.key), **said))


def test_correcting_a_session_rates_a_goal_anew_and_not_twice(therapist, session, goal):
    assert _change(therapist, session, session.started_at, **{f"goal_{goal.public_id}": 6}).status_code == 302
    assert _values(goal) == [3, 6]


def test_a_rating_moves_with_the_moment_of_its_session(therapist, session, goal):
    later = session.started_at + timedelta(hours=3)
    _change(therapist, session, later, **{f"goal_{goal.public_id}": 5})
    session.refresh_from_db()
    assert [rating.rated_at for rating in goal.ratings.all()][-1] == session.started_at
    assert _values(goal) == [3, 5]


def test_the_page_shows_the_rating_and_it_can_be_taken_back(therapist, session, goal):
    text = therapist.get(f"/clients/{goal.client.public_id}/sessions/{session.public_id}/change/").content.decode()
    assert '<option value="5" selected>' in text
    _change(therapist, session, session.started_at, **{f"goal_{goal.public_id}": ""})
    assert _values(goal) == [3]


def test_an_ended_goal_keeps_its_rating_through_a_correction(therapist, session, goal):
    _do(therapist, goal, "end")
    _change(therapist, session, session.started_at + timedelta(minutes=5))
    assert _values(goal) == [3, 5]


def test_a_session_that_was_recorded_by_mistake_takes_its_ratings_along(therapist, session, goal):
    therapist.post(f"/clients/{goal.client.public_id}/sessions/{session.public_id}/remove/")
    assert _values(goal) == [3]


def test_a_goal_that_was_rated_once_has_no_way_behind_it(therapist, client, goal):
    address = f"/clients/{client.public_id}/sessions/"
    assert "3 → 3" not in therapist.get(address).content.decode()
    GoalRating.objects.create(goal=goal, value=7)
    assert "3 → 7" in therapist.get(address).content.decode()
