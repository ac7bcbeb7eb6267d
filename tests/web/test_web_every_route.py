"""Every route x everybody x whose object: nobody sees what is not theirs, and no route is left out."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from samples import House, objects_of

from unknot.web import urls
from unknot.web.access import rule_of

RULES = {"public", "first_factor", "staff", "owner", "staff_of_client", "client_self"}
REFUSED = (302, 403, 404)


def _routes(patterns, space=""):
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry


ROUTES = dict(_routes(get_resolver().url_patterns))
OF_CLIENT = sorted(name for name, entry in ROUTES.items() if rule_of(entry.callback) == "staff_of_client")
OF_STAFF = sorted(name for name, entry in ROUTES.items() if rule_of(entry.callback) in ("staff", "owner"))
OF_OWNER = sorted(name for name, entry in ROUTES.items() if rule_of(entry.callback) == "owner")
OF_DEVICE = sorted(name for name, entry in ROUTES.items() if rule_of(entry.callback) == "client_self")


def _address(name: str, client) -> str:
    given = objects_of(client)
    wanted = ROUTES[name].pattern.converters
    missing = set(wanted) - set(given)
    assert not missing, f"{name}: say in tests/web/samples.py, objects_of, which object {sorted(missing)} is"
    return reverse(name, kwargs={argument: given[argument] for argument in wanted})


def _refused(browser, address: str) -> None:
    for method in (browser.get, browser.post):
        answer = method(address)
        assert answer.status_code in REFUSED, (address, answer.status_code)
        if answer.status_code == 302:
            assert answer.headers["Location"] in ("/log-in/", "/log-in/code/", "/enter/")


def test_every_route_declares_one_of_the_rules():
    assert {
        name: rule_of(entry.callback) for name, entry in ROUTES.items() if rule_of(entry.callback) not in RULES
    } == {}


def test_a_view_that_declares_none_is_refused(browser, monkeypatch):
    forgotten = ModuleType("forgotten_urls")
    forgotten.urlpatterns = [path("forgotten/", lambda request: HttpResponse("secret")), *urls.urlpatterns]
    monkeypatch.setitem(sys.modules, "forgotten_urls", forgotten)
    with override_settings(ROOT_URLCONF="forgotten_urls"):
        answer = browser.get("/forgotten/")
    assert answer.status_code == 403
    assert b"secret" not in answer.content


def test_every_path_about_a_client_is_ruled_by_that_client():
    about = {name for name, entry in ROUTES.items() if "client" in entry.pattern.converters}
    assert about == set(OF_CLIENT)


def test_there_is_something_to_walk():
    assert {"clients:page", "diary:entries"} <= set(OF_CLIENT)
    assert {"today:page"} <= set(OF_STAFF)
    assert {"audit:log"} <= set(OF_OWNER)
    assert {"diary:write"} <= set(OF_DEVICE)


@pytest.mark.parametrize("name", OF_CLIENT)
def test_a_client_is_seen_by_the_own_therapist_and_the_owner_alone(name, house: House, other_house: House, signed_in):
    address = _address(name, house.clients["therapist"])
    for stranger in (house.colleague, other_house.owner, other_house.therapist):
        browser = signed_in(stranger)
        assert browser.get(address).status_code == 404
        assert browser.post(address).status_code == 404
    for known in (house.therapist, house.owner):
        assert signed_in(known).get(address).status_code in (200, 302, 405)


@pytest.mark.parametrize("name", [name for name in OF_CLIENT if len(ROUTES[name].pattern.converters) > 1])
def test_anothers_object_is_not_found_under_the_own_client(name, house: House, other_house: House, signed_in):
    own, wanted = objects_of(house.clients["therapist"]), ROUTES[name].pattern.converters
    for strangers in (house.clients["colleague"], other_house.clients["therapist"]):
        mixed = {**objects_of(strangers), "client": own["client"]}
        address = reverse(name, kwargs={argument: mixed[argument] for argument in wanted})
        browser = signed_in(house.therapist)
        assert browser.get(address).status_code in (404, 405)
        assert browser.post(address).status_code == 404


@pytest.mark.parametrize("name", OF_CLIENT + OF_STAFF)
def test_a_phone_does_not_open_what_is_for_staff(name, house: House, on_phone, browser):
    address = _address(name, house.clients["therapist"])
    _refused(on_phone(house.tokens["therapist"]), address)
    _refused(browser, address)


@pytest.mark.parametrize("name", OF_CLIENT + OF_STAFF)
def test_a_password_alone_does_not_open_what_is_for_staff(name, house: House, browser):
    browser.force_login(house.owner)
    _refused(browser, _address(name, house.clients["therapist"]))


@pytest.mark.parametrize("name", OF_OWNER)
def test_what_is_for_owners_is_refused_to_therapists(name, house: House, signed_in):
    address = _address(name, house.clients["therapist"])
    browser = signed_in(house.therapist)
    assert browser.get(address).status_code == 403
    assert browser.post(address).status_code == 403


@pytest.mark.parametrize("name", OF_DEVICE)
def test_what_is_for_a_client_is_refused_without_an_enrolled_phone(name, house: House, signed_in, browser, on_phone):
    address = _address(name, house.clients["therapist"])
    for stranger in (browser, signed_in(house.owner), on_phone("a token that nobody was given")):
        _refused(stranger, address)


@pytest.mark.parametrize("name", OF_STAFF + OF_DEVICE)
def test_no_page_names_another_practices_people(name, house: House, other_house: House, signed_in, on_phone):
    if rule_of(ROUTES[name].callback) == "client_self":
        pages = [on_phone(house.tokens["therapist"])]
    else:
        pages = [signed_in(house.owner), signed_in(house.therapist)]
    for browser in pages:
        text = browser.get(_address(name, house.clients["therapist"])).content.decode()
        assert "south" not in text
