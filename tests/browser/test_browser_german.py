"""The app in German, in a real browser: the switch is found, longer words fit, screen readers are told the language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

CLIENT = "Mara Lindqvist"
OF_STAFF = ("/today/", "/caseload/", "/settings/", "/why/", "/evidence/")
OF_CLIENT = (
    "timeline",
    "plan",
    "trial",
    "sessions",
    "intake",
    "intake/add",
    "sessions/add",
    "data",
    "report",
    "phones",
)
OF_PHONE = ("/diary/", "/mine/plan/", "/mine/relief/", "/mine/data/", "/mine/leave/", "/mine/reminder/")

CUT_OFF = """[...document.querySelectorAll(".card.flush")].filter(
    (card) => card.scrollWidth > card.clientWidth && getComputedStyle(card).overflowX !== "auto")
    .map((card) => card.innerText.slice(0, 60))"""
"""Cards that hide a part of what is in them, where nobody can scroll to it."""


def _fits(page: Page, accessible, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.lang") == "de"
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    assert page.evaluate(CUT_OFF) == [], (page.url, width)


@pytest.fixture
def german_staff_page(page: Page, enrolled_phone: Page, demo: str) -> Page:
    """The owner of the demo practice, who has chosen German before signing in, for this browser alone.

    A phone is enrolled, so that its row in the settings has to fit as well.
    """
    page.context.clear_cookies()
    page.goto(f"{demo}/log-in/")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    page.get_by_label("E-Mail").fill("demo@unknot.invalid")
    page.get_by_label("Passwort").fill("a demo of relief")
    page.get_by_role("button", name="Weiter").click()
    page.wait_for_url("**/today/")
    return page


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("path", OF_STAFF)
def test_pages_of_staff_fit_and_are_accessible(path, width, german_staff_page, demo, accessible):
    german_staff_page.goto(demo + path)
    _fits(german_staff_page, accessible, width)


def test_pages_of_a_client_fit_and_are_accessible(german_staff_page, demo, accessible):
    page = german_staff_page
    address = page.get_by_role("link", name=CLIENT, exact=True).first.get_attribute("href")
    client = re.match(r"/clients/[0-9a-f-]+/", str(address))
    assert client is not None
    for path in OF_CLIENT:
        assert page.goto(f"{demo}{client[0]}{path}/").status == 200
        for width in (1280, 390, 320):
            _fits(page, accessible, width)


def test_a_phone_speaks_german_and_keeps_it(enrolled_phone, demo, accessible):
    phone = enrolled_phone
    phone.goto(f"{demo}/mine/data/")
    phone.get_by_role("button", name="Deutsch").click()
    expect(phone.get_by_role("heading", name="Mein Tagebuch, meine Daten")).to_be_visible()
    try:
        for path in OF_PHONE:
            phone.goto(demo + path)
            for width in (390, 320):
                _fits(phone, accessible, width)
    finally:
        phone.goto(f"{demo}/mine/data/")
        phone.get_by_role("button", name="English").click()
        expect(phone.get_by_role("heading", name="My diary, my data")).to_be_visible()


def test_the_language_needs_a_network_and_a_typed_code_outlasts_the_change(phone, demo, accessible):
    phone.goto(f"{demo}/enter/")
    phone.get_by_label("Your code").fill("WRONG-CODE")
    phone.get_by_role("button", name="Use this phone").click()
    expect(phone.get_by_text("This code")).to_be_visible()
    phone.get_by_label("Your code").fill("ABCD-EFGH")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Deutsch").tap()
    expect(phone.get_by_role("alert").get_by_text("only be changed with a network")).to_be_visible()
    expect(phone.get_by_label("Your code")).to_have_value("ABCD-EFGH")
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 800})
        accessible(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
    phone.context.set_offline(False)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data}"))
    phone.get_by_role("button", name="Deutsch").tap()
    expect(phone.get_by_label("Ihr Code")).to_have_value("ABCD-EFGH")
    assert phone.url == f"{demo}/enter/"
    assert not any("ABCD" in one.partition("#")[0] for one in asked)
    assert [one.split()[0] for one in asked if one.split()[1] == f"{demo}/enter/?"] == ["GET"]


def test_the_language_on_more_needs_a_network(enrolled_phone, demo):
    phone = enrolled_phone
    phone.goto(f"{demo}/mine/data/")
    phone.context.set_offline(True)
    try:
        phone.get_by_role("button", name="Deutsch").tap()
        expect(phone.get_by_role("alert").get_by_text("only be changed with a network")).to_be_visible()
        expect(phone.get_by_role("heading", name="My diary, my data")).to_be_visible()
    finally:
        phone.context.set_offline(False)
