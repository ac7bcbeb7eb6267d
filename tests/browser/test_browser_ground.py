"""The pages that every other page stands on, in a real browser."""

from __future__ import annotations

import pytest

STAFF_PAGES = ("/today/", "/clients/add/", "/settings/", "/settings/password/", "/audit/")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", STAFF_PAGES)
def test_pages_of_staff_are_accessible_and_fit(path, width, staff_page, demo, accessible):
    staff_page.set_viewport_size({"width": width, "height": 800})
    staff_page.goto(demo + path)
    accessible(staff_page)
    assert staff_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/log-in/", "/enter/", "/nothing-here/"])
def test_pages_before_signing_in_are_accessible_in_light_and_dark(path, scheme, phone, demo, accessible):
    phone.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    phone.goto(demo + path)
    accessible(phone)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_tab_of_a_client_is_accessible(scheme, staff_page, accessible):
    staff_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    staff_page.get_by_role("link", name="Mara Lindqvist").click()
    tabs = staff_page.locator("nav.tabs a")
    for number in range(tabs.count()):
        tabs.nth(number).click()
        assert tabs.nth(number).get_attribute("aria-current") == "page"
        accessible(staff_page)


def test_an_opened_link_does_nothing_until_the_button_is_pressed(phone, demo):
    phone.goto(f"{demo}/enter/#2345-6789")
    assert phone.get_by_label("Your code").input_value() == "2345-6789"
    assert phone.url == f"{demo}/enter/"
    assert phone.context.cookies(demo + "/diary/") == [
        cookie for cookie in phone.context.cookies() if cookie["name"] == "unknot-csrf"
    ]


def test_another_language_keeps_the_code_of_the_link(phone, demo):
    phone.goto(f"{demo}/enter/#2345-6789")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    phone.get_by_role("button", name="Deutsch").click()
    phone.wait_for_selector("html[lang=de]")
    assert phone.locator("#id_code").input_value() == "2345-6789"
    assert phone.url == f"{demo}/enter/"
    assert not [one for one in asked if "2345" in one.split("#")[0]]


def test_the_first_page_is_reached_by_keyboard_alone(page, demo):
    page.goto(f"{demo}/log-in/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_label("E-mail").focus()
    page.keyboard.type("demo@unknot.invalid")
    page.keyboard.press("Tab")
    page.keyboard.type("a demo of relief")
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")
    assert page.get_by_role("heading", level=1).inner_text() == "Today"
