"""Whatever is sent, nothing falls over: no page of the app ever answers with an error of the server."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import HealthCheck, settings
from samples import House, objects_of
from test_web_every_route import ROUTES

from unknot.web.access import rule_of

ROUNDS = 8
ODD = ("", "0", "-1", "7", "1e309", "NaN", "2026-02-30", "<script>", "\x00", "' OR 1=1 --", "ä" * 3000, "\ud800", "٣")
"""What no form expects: nothing, numbers out of bounds, no date, markup, SQL, too long a text, half a letter."""
NEVER_POSTED = {"accounts:log_out", "enrolment:leave", "data:erase", "backups:make"}
"""What would end the visit, or what takes long; their forms are tried elsewhere."""
SLOW = {"reports:for_doctor", "reports:for_client", "reports:own", "accounts:log_in", "accounts:set_up"}
ROUTE_NAMES = sorted(set(ROUTES) - NEVER_POSTED - SLOW)

FORM = {
    "type": "object",
    "properties": {
        "key": {"type": "string"},
        "day": {"type": "string"},
        "pain": {"type": ["integer", "string", "null"]},
        "stress": {"type": "string"},
        "minutes_mindfulness": {"type": "string"},
        "note": {"type": "string"},
        "written_at": {"type": "string"},
    },
}
ANSWER = {"description": "JSON", "content": {"application/json": {"schema": {"type": "object"}}}}
JSON_PATHS = {
    "/health/": {"get": {"responses": {"200": ANSWER}}},
    "/why/moving.json": {"get": {"responses": {"200": ANSWER}}},
    "/why/mine/moving.json": {"get": {"responses": {"200": ANSWER}}},
    "/diary/send/": {
        "post": {
            "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": FORM}}},
            "responses": {"200": ANSWER, "422": ANSWER},
        }
    },
}
SCHEMA = schemathesis.openapi.from_dict(
    {"openapi": "3.1.0", "info": {"title": "Unknot", "version": "1"}, "paths": JSON_PATHS}
)


def _plain(said: Any) -> dict[str, str]:
    given = said.items() if isinstance(said, dict) else ()
    return {str(name): "" if value is None else str(value) for name, value in given}


@SCHEMA.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_json_is_answered_as_described(case, house: House, on_phone, monkeypatch):
    monkeypatch.setattr("unknot.web.science_of_why.moving_for", lambda record: "{}")
    phone = on_phone(house.tokens["therapist"])
    ask = phone.post if case.method == "POST" else phone.get
    answer = ask(case.formatted_path, _plain(case.body if case.method == "POST" else case.query))
    if answer.status_code == 405:
        return
    assert answer.status_code in (200, 422)
    assert answer.headers["Content-Type"].startswith("application/json")
    assert isinstance(answer.json(), dict)


@pytest.fixture
def visitors(house: House, signed_in, on_phone) -> dict[str, Browser]:
    staff = signed_in(house.owner)
    phone = on_phone(house.tokens["therapist"])
    return {
        "staff_of_client": staff,
        "staff": staff,
        "owner": staff,
        "client_self": phone,
        "public": Browser(HTTP_HOST="localhost"),
    }


@pytest.mark.parametrize("name", ROUTE_NAMES)
def test_no_page_falls_over_whatever_is_typed(name, house: House, visitors, monkeypatch):
    monkeypatch.setattr("unknot.web.science_of_why.moving_for", lambda record: "{}")
    route, chance = ROUTES[name], random.Random(name)
    objects = objects_of(house.clients["therapist"])
    given = {argument: objects.get(argument, "massage") for argument in route.pattern.converters}
    browser, address = visitors.get(rule_of(route.callback) or "", visitors["public"]), reverse(name, kwargs=given)
    for _ in range(ROUNDS):
        asked = {field: _sendable(chance.choice(ODD)) for field in ("page", "q", "change")}
        first = browser.get(address, asked)
        assert first.status_code < 500, asked
        typed = {field: _sendable(chance.choice(ODD)) for field in _fields(first)}
        if "key" in typed and chance.random() < 0.5:
            typed["key"] = str(uuid.uuid4())
        assert browser.post(address, typed).status_code < 500, typed


def _sendable(text: str) -> str:
    """A text as a browser could send it, half letters as the sign for what is no letter."""
    return text.encode("utf-8", "replace").decode()


def _fields(answer: Any) -> list[str]:
    """The fields of the forms on a page."""
    shown = getattr(answer, "context", None) or []
    values = [value for part in shown if hasattr(part, "flatten") for value in part.flatten().values()]
    forms = {id(value): value for value in values if hasattr(value, "fields")}
    return sorted({field for form in forms.values() for field in form.fields})


def test_the_walk_knows_forms(house: House, signed_in):
    assert {"name", "complaint"} <= set(_fields(signed_in(house.owner).get("/clients/add/")))
    assert not django_settings.DEBUG
