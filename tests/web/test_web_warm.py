"""Before anybody asks "what if?", the worker has fitted and compiled for those who are most likely looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from samples import House

from unknot.errors import FitError
from unknot.web.appointments.models import PlannedSession
from unknot.web.learning import warm as warming
from unknot.web.learning.learn import mark_stale
from unknot.web.learning.models import Learned
from unknot.web.sessions.models import Session


@pytest.fixture
def asked(monkeypatch) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    monkeypatch.setattr(
        warming, "what_if", lambda record, planned, moments: found.append((record.person, len(planned)))
    )
    return found


def test_who_comes_next_is_first_then_who_came_last(house: House):
    therapists, colleagues = house.clients["therapist"], house.clients["colleague"]
    Session.objects.create(client=colleagues, therapist=house.colleague, started_at=timezone.now())
    Learned.objects.update(stale_since=None)
    assert [client for client in warming.likely() if client.practice == house.practice] == [colleagues, therapists]
    PlannedSession.objects.create(client=therapists, starts_at=timezone.now() + timedelta(days=2))
    PlannedSession.objects.create(client=colleagues, starts_at=timezone.now() - timedelta(days=2))
    assert warming.likely()[0] == therapists


def test_who_is_about_to_be_learned_from_is_left_to_that(house: House):
    Learned.objects.update(stale_since=None)
    mark_stale(house.clients["therapist"])
    assert house.clients["therapist"] not in warming.likely()
    assert house.clients["colleague"] in warming.likely()


def test_both_questions_of_the_page_are_asked_once_with_a_rest_between_clients(house: House, asked):
    Learned.objects.update(stale_since=None)
    rests: list[float] = []
    count = warming.warm(rests.append)
    assert count == len(rests) == len(asked) // 2
    person = str(house.clients["therapist"].public_id)
    assert [planned for who, planned in asked if who == person] == [0, 1]


def test_a_record_that_teaches_nothing_keeps_nobody_else_waiting(house: House, monkeypatch):
    def refuse(*_given):
        raise FitError("Nothing to learn from.")

    Learned.objects.update(stale_since=None)
    monkeypatch.setattr(warming, "what_if", refuse)
    assert warming.warm() == 0
