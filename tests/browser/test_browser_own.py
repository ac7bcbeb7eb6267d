"""The client's own side on a phone: relief, a pause, a reminder, leaving; by thumb and by keyboard alone."""

from __future__ import annotations

import pytest
from offline import wait_for_service_worker
from playwright.sync_api import expect

PAGES = ("/mine/relief/", "/mine/data/", "/mine/pause/", "/mine/reminder/", "/mine/leave/")
LONGEST_LEARNING = 180_000
HELD = """async () => {
  const databases = (await indexedDB.databases()).map((database) => database.name);
  const workers = (await navigator.serviceWorker.getRegistrations()).map(() => "worker");
  return [...databases, ...(await caches.keys()), ...workers];
}"""


@pytest.fixture
def knowing_phone(enrolled_phone, demo):
    """Mara's phone, once her record has been learned from."""
    for _waited in range(0, LONGEST_LEARNING, 3000):
        enrolled_phone.goto(f"{demo}/mine/relief/")
        if enrolled_phone.get_by_text("that fades is gone in about").count():
            break
        enrolled_phone.wait_for_timeout(3000)
    return enrolled_phone


def _fits_everywhere(phone, accessible) -> None:
    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in (390, 320):
            phone.set_viewport_size({"width": width, "height": 700})
            accessible(phone)
            assert phone.evaluate("document.documentElement.scrollWidth") <= width, (phone.url, width)


@pytest.mark.parametrize("path", PAGES)
def test_the_clients_pages_are_accessible_and_fit(path, knowing_phone, demo, accessible):
    knowing_phone.goto(demo + path)
    _fits_everywhere(knowing_phone, accessible)


def test_what_relief_does_is_read_by_keyboard_alone(knowing_phone, demo):
    table = knowing_phone.get_by_text("The same as a table")
    table.focus()
    knowing_phone.keyboard.press("Enter")
    cells = knowing_phone.locator("details.twin tbody td:nth-of-type(1)").all_inner_texts()
    answers = [answer for cell in cells if cell != "–" for answer in cell.split(", ")]
    assert len(answers) == knowing_phone.locator("circle.answer").count() > 10
    knowing_phone.get_by_role("link", name="2 weeks").press("Enter")
    expect(knowing_phone.get_by_role("link", name="2 weeks")).to_have_attribute("aria-current", "true")


def test_a_drawing_on_a_phone_is_seen_in_one_glance(knowing_phone):
    drawing = knowing_phone.locator("#timeline-chart").bounding_box()
    assert drawing is not None
    assert drawing["x"] >= 0
    assert drawing["x"] + drawing["width"] <= 390


def test_a_pause_by_keyboard_alone_is_seen_by_the_therapist_and_ended(enrolled_phone, staff_page, demo, accessible):
    enrolled_phone.goto(f"{demo}/mine/pause/")
    enrolled_phone.get_by_label("one week").focus()
    enrolled_phone.keyboard.press("ArrowDown")
    enrolled_phone.get_by_role("button", name="Pause my diary").press("Enter")
    expect(enrolled_phone.get_by_text("Your diary is paused.")).to_be_visible()
    _fits_everywhere(enrolled_phone, accessible)
    staff_page.goto(f"{demo}/today/")
    expect(staff_page.get_by_role("row", name="Mara Lindqvist")).to_contain_text("paused until")
    accessible(staff_page)
    enrolled_phone.goto(f"{demo}/mine/pause/")
    enrolled_phone.get_by_role("button", name="Go on now").press("Enter")
    expect(enrolled_phone.get_by_text("Welcome back.")).to_be_visible()


def test_a_reminder_is_chosen_and_taken(enrolled_phone, staff_page, demo, accessible):
    enrolled_phone.goto(f"{demo}/mine/reminder/")
    enrolled_phone.get_by_label("At what time?").fill("21:15")
    enrolled_phone.get_by_role("button", name="Keep this time").press("Enter")
    _fits_everywhere(enrolled_phone, accessible)
    with enrolled_phone.expect_download() as taken:
        enrolled_phone.get_by_role("link", name="Put it into my calendar").click()
    assert taken.value.suggested_filename == "evening.ics"
    assert b"T211500" in taken.value.path().read_bytes()
    staff_page.get_by_role("link", name="A reminder to send").click()
    letter = f"Hello,\n\na minute for the day is waiting here:\n{demo}/\n\nKind regards\nKim Arai"
    expect(staff_page.get_by_label("Text").first).to_have_value(letter)
    for width in (1280, 320):
        staff_page.set_viewport_size({"width": width, "height": 800})
        accessible(staff_page)
        assert staff_page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_leaves_leaves_nothing_on_the_phone(enrol, staff_page, demo, accessible):
    staff_page.goto(f"{demo}/clients/add/")
    staff_page.get_by_label("Name").fill("Lee Parting")
    staff_page.get_by_role("button", name="Add client").click()
    phone = enrol("Lee Parting")
    wait_for_service_worker(phone)
    phone.goto(f"{demo}/mine/leave/")
    # An entry that was never sent, as the outbox keeps it.
    phone.evaluate("import('/static/diary/outbox.js').then((box) => box.keep({ key: 'waiting', pain: '4' }))")
    phone.reload()
    expect(phone.get_by_text("not yet sent")).to_be_visible()
    phone.get_by_label("Yes, I want to leave").check()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Leave and ask to erase").tap()
    expect(phone.get_by_text("There is no network. Nothing was changed")).to_be_visible()
    assert "unknot-outbox" in phone.evaluate(HELD)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Leave and ask to erase").tap()
    phone.wait_for_url("**/left/")
    assert phone.evaluate(HELD) == []
    accessible(phone)
    phone.goto(f"{demo}/mine/relief/")
    phone.wait_for_url("**/enter/")
    staff_page.goto(f"{demo}/today/")
    staff_page.get_by_role("region", name="Left the diary and ask to be erased").get_by_role("link").click()
    expect(staff_page.get_by_role("heading", name="Asked to be erased")).to_be_visible()
    accessible(staff_page)
