"""From the goal to the appointments: by keyboard alone, on a narrow screen, and on the client's phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

CLIENT = "Ines Pereira"
LONGEST_SEARCH = 480_000
STEPS_TO_A_BUTTON = 60


def _open(page: Page, name: str, path: str) -> None:
    page.goto(f"{re.match(r'https?://[^/]+', page.url)[0]}/today/")
    link = page.get_by_role("link", name=name, exact=True).first
    found = re.match(r"/clients/[0-9a-f-]+/", str(link.get_attribute("href")))
    assert found is not None
    page.goto(re.match(r"https?://[^/]+", page.url)[0] + found[0] + path)


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until the button that says these words has the focus."""
    for _step in range(STEPS_TO_A_BUTTON):
        page.keyboard.press("Tab")
        if words in str(page.evaluate("document.activeElement.textContent")):
            return
    pytest.fail(f"'{words}' is not reached by Tab", pytrace=False)


@pytest.fixture
def planning(staff_page: Page) -> Page:
    """The tab of plans of a client."""
    _open(staff_page, CLIENT, "plan/")
    return staff_page


def test_from_the_goal_to_appointments_by_keyboard_alone(planning, fits, accessible, phone, demo):
    page = planning
    fits(page)
    page.get_by_label("Price of a session").focus()
    page.keyboard.type("\b\b\b55")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Laying plans over the coming weeks")).to_be_visible()
    accessible(page)
    # What is typed while the answer is on its way stays.
    page.get_by_role("spinbutton", name="Weeks").fill("7")
    expect(page.locator("#option-0")).to_be_visible(timeout=LONGEST_SEARCH)
    expect(page.get_by_role("spinbutton", name="Weeks")).to_have_value("7")
    expect(page.get_by_role("row", name=re.compile("Do nothing"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Carry on as now"))).to_be_visible()
    expect(page.locator("#plans-status")).to_have_text("Plans were found.")
    page.locator("details", has_text="Week by week").first.evaluate("each => each.open = true")
    fits(page)
    page.locator("#found").evaluate("each => { each.tabIndex = -1; each.focus() }")
    _tab_to(page, "Choose this plan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The plan", exact=True)).to_be_visible()
    fits(page)
    if page.get_by_role("button", name=re.compile("Make")).count():
        page.locator("#running-title").evaluate("each => { each.tabIndex = -1; each.focus() }")
        _tab_to(page, "Make")
        page.keyboard.press("Enter")
        expect(page.get_by_text(re.compile("appointments? (was|were) made"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Calendar file").click()
    assert download.value.suggested_filename == "appointments.ics"
    _open(page, CLIENT, "phones/")
    page.get_by_role("button", name="Show a code").click()
    phone.goto(f"{demo}/enter/#{page.locator('.big-code').inner_text()}")
    phone.get_by_role("button", name="Use this phone").click()
    phone.get_by_role("link", name="My plan").click()
    expect(phone.get_by_role("heading", name="What it is for")).to_be_visible()
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 800})
        accessible(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
    _open(page, CLIENT, "plan/")
    page.get_by_text("End this plan").first.click()
    page.get_by_label("Why it ends").select_option(label="the client wishes something else")
    page.get_by_role("button", name="End this plan").click()
    expect(page.get_by_role("heading", name="Earlier plans")).to_be_visible()


def test_who_is_stopped_gets_no_plan(staff_page, fits):
    _open(staff_page, "Tom Bright", "plan/")
    expect(staff_page.get_by_role("heading", name="No plan before somebody has looked")).to_be_visible()
    expect(staff_page.get_by_role("button", name="Look for plans")).to_have_count(0)
    fits(staff_page)
