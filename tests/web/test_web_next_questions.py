"""One more question on the mornings that teach most."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from made_up_search import page_of, unstopped
from samples import House

from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.learning.models import Learned
from unknot.web.plans import questions as asking
from unknot.web.plans.models import NextQuestions
from unknot.web.sessions.models import Session


@pytest.fixture
def client(house: House) -> Client:
    return unstopped(house)


def _questions(client: Client, *moments, stop: bool = False) -> None:
    prompts = [{"time": moment.isoformat(), "moment": "morning of day 2 after the session"} for moment in moments]
    said = {"stop": stop, "prompts": prompts, "says": "Ask twice in the next 7 days."}
    NextQuestions.objects.create(client=client, found=said)


def test_a_question_that_teaches_most_is_asked_once_on_the_phone_and_leaves_the_evening_alone(
    client, house, on_phone, therapist
):
    now = timezone.now()
    _questions(client, now - timedelta(hours=1), now + timedelta(days=2), now - timedelta(days=1))
    client.entries.all().delete()
    phone = on_phone(house.tokens["therapist"])
    assert page_of(therapist, client).count("morning of day 2 after the session") == 0
    Entry.objects.create(
        client=client, key=uuid.uuid4(), for_when=now - timedelta(days=1), written_at=now, answers={"pain": 5}
    )
    assert page_of(therapist, client).count("morning of day 2 after the session") == 2
    assert "One answer now would teach much" in phone.get(reverse("diary:write")).content.decode()
    assert phone.post(reverse("plans:question"), {"pain": "11"}).status_code == 422
    assert phone.post(reverse("plans:question"), {"pain": "3"}).status_code == 302
    entry = Entry.objects.get(client=client, extra=True)
    assert entry.answers == {"pain": 3}
    text = phone.get(reverse("diary:write")).content.decode()
    assert "One answer now would teach much" not in text
    assert 'name="stress"' in text
    assert phone.post(reverse("plans:question"), {"pain": "4"}).status_code == 302
    assert Entry.objects.get(client=client, extra=True).answers == {"pain": 3}


def test_nothing_more_is_asked_where_asking_can_stop_or_the_diary_is_paused(client, house, on_phone):
    _questions(client, timezone.now(), stop=True)
    phone = on_phone(house.tokens["therapist"])
    assert phone.get(reverse("plans:question")).status_code == 302
    NextQuestions.objects.all().delete()
    _questions(client, timezone.now())
    assert phone.get(reverse("plans:question")).status_code == 200
    Client.objects.filter(pk=client.pk).update(paused_at=timezone.now())
    assert phone.get(reverse("plans:question")).status_code == 302


def test_questions_are_chosen_once_a_week_one_client_at_a_time(client, house, monkeypatch):
    Session.objects.create(client=client, therapist=client.therapist, started_at=timezone.now())
    for each in house.clients.values():
        Learned.objects.update_or_create(client=each, defaults={"answer": {}, "stale_since": None})
    asked: list[Any] = []
    monkeypatch.setattr(asking, "questions_for", lambda *given: asked.append(given) or {"stop": True})
    assert [asking.choose_questions() for _time in range(3)] == [1, 1, 0]
    assert len(asked) == 2
    NextQuestions.objects.update(as_of=timezone.now() - timedelta(days=8))
    assert asking.choose_questions() == 1
