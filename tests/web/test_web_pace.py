"""Rate limits: guessing by many names, and files made one after the other, are slowed down."""

from __future__ import annotations

import time

import pytest
from django.test import RequestFactory, override_settings
from samples import House

from unknot.web.accounts import lockout
from unknot.web.audit.models import AuditEvent
from unknot.web.data.download import made
from unknot.web.pace import WINDOW_SECONDS, Pace, address_of


def test_one_visitor_is_slowed_down_and_not_the_others():
    pace = Pace(by_one=2, in_all=5)
    for _ in range(2):
        assert pace.allows("a")
        pace.count("a")
    assert not pace.allows("a")
    assert pace.allows("b")
    for _ in range(3):
        pace.count("b")
    assert not pace.allows("c")


def test_after_an_hour_one_may_again(monkeypatch):
    pace, start = Pace(by_one=1, in_all=9), time.monotonic()
    pace.count("a")
    monkeypatch.setattr(time, "monotonic", lambda: start + WINDOW_SECONDS + 1)
    assert pace.allows("a")


def test_one_password_tried_on_many_names_is_slowed_down(house: House, browser):
    for number in range(lockout.from_addresses.by_one):
        assert browser.post("/log-in/", {"email": f"n{number}@x.example", "password": "guess"}).status_code == 422
    assert browser.post("/log-in/", {"email": "other@x.example", "password": "guess"}).status_code == 429
    assert (
        browser.post("/log-in/", {"email": "o@x.example", "password": "g"}, REMOTE_ADDR="10.0.0.9").status_code == 422
    )


@pytest.mark.parametrize("path", ["data/export/", "report/doctor/"])
def test_files_are_not_made_without_end(path, house: House, signed_in):
    client, browser = house.clients["therapist"], signed_in(house.therapist)
    for _ in range(made.by_one):
        made.count(str(client.public_id))
    logged = AuditEvent.objects.count()
    answer = browser.post(f"/clients/{client.public_id}/{path}")
    assert answer.status_code == 429
    assert "Too often" in answer.content.decode()
    assert AuditEvent.objects.count() == logged


def test_behind_a_proxy_the_address_is_the_one_that_it_saw():
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7")
    assert address_of(request) == "10.0.0.1"
    with override_settings(ON_LOOPBACK=False):
        assert address_of(request) == "203.0.113.7"
        assert address_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("unix:", "unix:", True),
    ],
)
def test_a_household_is_one_visitor_however_many_addresses_it_has(one, other, same):
    found = [address_of(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other)]
    assert (found[0] == found[1]) is same
