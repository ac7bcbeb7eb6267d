"""Looking changes nothing, and nothing changes without a token of the own page."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client as Browser
from django.urls import reverse
from samples import House, objects_of
from test_web_every_route import OF_CLIENT, OF_DEVICE, OF_STAFF, ROUTES

from unknot.web.accounts.sign_in import log_in

NOTED = {"sessions.session", "otp_totp.totpdevice", "enrolment.device", "audit.auditevent"}
"""When somebody was last seen, and that somebody has looked, may be written down; Django's sign-ins lie in a table."""


def _address(name: str, house: House) -> str:
    given = objects_of(house.clients["therapist"])
    return reverse(name, kwargs={argument: given[argument] for argument in ROUTES[name].pattern.converters})


def _everything() -> dict[str, list[tuple]]:
    return {
        model._meta.label_lower: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.label_lower not in NOTED
    }


@pytest.mark.parametrize("name", OF_CLIENT + OF_STAFF + OF_DEVICE)
def test_looking_at_a_page_changes_nothing(name, house: House, signed_in, on_phone):
    browser = on_phone(house.tokens["therapist"]) if name in OF_DEVICE else signed_in(house.owner)
    address, before = _address(name, house), _everything()
    browser.get(address)
    assert _everything() == before


@pytest.mark.parametrize("name", OF_CLIENT + OF_STAFF + OF_DEVICE)
def test_a_form_from_elsewhere_changes_nothing(name, house: House, signed_in, on_phone):
    known = on_phone(house.tokens["therapist"]) if name in OF_DEVICE else signed_in(house.owner)
    strict = Browser(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies = known.cookies
    address, before = _address(name, house), _everything()
    assert strict.post(address, {"name": house.clients["therapist"].name}).status_code == 403
    assert _everything() == before


def test_signing_in_wants_a_token_as_well(house: House):
    strict = Browser(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert strict.post("/log-in/", {"email": house.owner.email, "password": "x"}).status_code == 403
    assert not getattr(log_in, "csrf_exempt", False)


@pytest.mark.parametrize("name", OF_CLIENT + OF_STAFF + OF_DEVICE)
def test_no_link_takes_a_clients_data_out(name, house: House, signed_in, on_phone):
    browser = on_phone(house.tokens["therapist"]) if name in OF_DEVICE else signed_in(house.owner)
    answer = browser.get(_address(name, house))
    taken = answer.headers.get("Content-Disposition", "").startswith("attachment")
    assert not taken or answer.headers["Content-Type"].startswith("text/calendar"), "times without a word about health"
