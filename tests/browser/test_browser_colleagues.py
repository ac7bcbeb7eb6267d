"""An owner invites a colleague, who joins with the code; pages of colleagues and trials fit and are accessible."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect


def test_a_colleague_is_invited_joins_and_is_let_in_no_longer(staff_page, chromium: Browser, demo, fits):
    staff_page.goto(f"{demo}/colleagues/")
    staff_page.get_by_label("Name").focus()
    staff_page.keyboard.type("Nina New")
    staff_page.keyboard.press("Tab")
    staff_page.keyboard.type("nina@unknot.invalid")
    staff_page.keyboard.press("Enter")
    code = staff_page.locator(".big-code").inner_text()
    fits(staff_page)
    newcomer = chromium.new_context().new_page()
    newcomer.goto(f"{demo}/join/#{code}")
    expect(newcomer.get_by_label("Your code")).to_have_value(code)
    assert "#" not in newcomer.url
    fits(newcomer)
    newcomer.get_by_label("Your e-mail").fill("nina@unknot.invalid")
    newcomer.get_by_label("Password").fill("seven quiet rivers bend")
    newcomer.get_by_role("button", name="Join").click()
    expect(newcomer.get_by_label("Code from your authenticator app")).to_be_visible()
    staff_page.goto(f"{demo}/colleagues/")
    staff_page.get_by_role("button", name="End access Nina New").press("Enter")
    expect(staff_page.get_by_role("button", name="Let in again Nina New")).to_be_visible()
    newcomer.goto(f"{demo}/today/")
    newcomer.wait_for_url("**/log-in/")
    newcomer.context.close()


def test_the_page_of_a_trial_is_accessible_and_fits(staff_page, demo, fits):
    link = staff_page.get_by_role("link", name="Jonas Weber", exact=True).first
    found = re.match(r"/clients/[0-9a-f-]+/", str(link.get_attribute("href")))
    assert found is not None
    staff_page.goto(f"{demo}{found[0]}trial/")
    expect(staff_page.get_by_role("button", name="Design the trial")).to_be_visible()
    fits(staff_page)
    # The same thing twice is refused on the spot, and what was chosen stays.
    staff_page.get_by_label("How often").first.select_option("no")
    staff_page.get_by_role("button", name="Design the trial").click()
    expect(staff_page.get_by_text("A trial compares two different options.")).to_be_visible()
    fits(staff_page)
    staff_page.get_by_label("How often").first.select_option("weekly")
    staff_page.get_by_role("button", name="Design the trial").press("Enter")
    expect(staff_page.get_by_role("button", name="We both agree: begin")).to_be_visible(timeout=480_000)
    fits(staff_page)
    staff_page.get_by_role("button", name="We both agree: begin").press("Enter")
    expect(staff_page.get_by_role("button", name="Stop the trial")).to_be_visible()
    fits(staff_page)
    staff_page.get_by_role("button", name="Stop the trial").click()
    expect(staff_page.get_by_role("heading", name="Earlier trials")).to_be_visible()
