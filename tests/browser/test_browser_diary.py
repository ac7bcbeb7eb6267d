"""The diary on a phone: few taps, one question at a time, and nothing lost where there is no network."""

from __future__ import annotations

import re

import pytest
from offline import wait_for_service_worker
from playwright.sync_api import expect

QUESTIONS = ("How strong was your pain", "How well did you sleep", "How stressed did you feel", "How was your mood")


def _tap(phone, number: int) -> None:
    shown = phone.locator("[data-ask]:not([hidden])")
    shown.locator("label", has_text=re.compile(rf"^{number}$")).tap()


def _answer(phone, numbers) -> None:
    for question, number in zip(QUESTIONS, numbers, strict=True):
        phone.get_by_role("group", name=question).wait_for()
        _tap(phone, number)
    phone.get_by_role("button", name="Save").wait_for()


def _open_questions(phone, demo: str) -> None:
    """Today may have been answered by a test before."""
    phone.wait_for_url("**/diary/")
    phone.goto(f"{demo}/diary/?change")


def test_an_evening_takes_five_taps_and_is_seen_by_the_therapist(enrolled_phone, staff_page, demo, accessible):
    _open_questions(enrolled_phone, demo)
    accessible(enrolled_phone)
    _answer(enrolled_phone, (3, 7, 2, 6))
    accessible(enrolled_phone)
    enrolled_phone.get_by_role("button", name="Save").tap()
    enrolled_phone.get_by_role("heading", name="Today's answers are in").wait_for()
    accessible(enrolled_phone)
    assert enrolled_phone.locator(".said").inner_text().split("\n") == [
        "Pain", "3", "Sleep quality", "7", "Stress", "2", "Mood", "6"
    ]  # fmt: skip
    staff_page.get_by_role("link", name="Diary").click()
    assert [cell.inner_text() for cell in staff_page.get_by_role("row").nth(1).get_by_role("cell").all()][:4] == [
        "3", "7", "2", "6"
    ]  # fmt: skip


def test_without_a_network_an_entry_waits_encrypted_and_is_sent_once(enrolled_phone, demo):
    wait_for_service_worker(enrolled_phone)
    enrolled_phone.context.set_offline(True)
    enrolled_phone.goto(f"{demo}/diary/")
    expect(enrolled_phone.get_by_text("No network")).to_be_visible()
    _answer(enrolled_phone, (8, 1, 9, 2))
    enrolled_phone.get_by_role("button", name="Save").tap()
    enrolled_phone.get_by_role("heading", name="Saved on this phone").wait_for()
    expect(enrolled_phone.get_by_text("One entry is saved on this phone, not yet sent.")).to_be_visible()
    kept = enrolled_phone.evaluate(READ_OUTBOX)
    assert kept["pages"] == 1
    assert not kept["readable"]
    assert not kept["extractable"]
    enrolled_phone.context.set_offline(False)
    enrolled_phone.get_by_text("Sent. Thank you.").wait_for(timeout=60_000)
    assert enrolled_phone.evaluate(READ_OUTBOX)["pages"] == 0
    enrolled_phone.goto(f"{demo}/diary/")
    assert enrolled_phone.locator(".said dd").first.inner_text() == "8"


def test_the_scale_is_one_scale_with_targets_for_a_thumb(enrolled_phone, demo):
    _open_questions(enrolled_phone, demo)
    boxes = [
        label.bounding_box() for label in enrolled_phone.locator("[data-ask]:not([hidden]) .scale-row label").all()
    ]
    assert len(boxes) == 11
    assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)


def test_arrow_keys_move_along_the_scale_and_enter_goes_on(enrolled_phone, demo):
    _open_questions(enrolled_phone, demo)
    enrolled_phone.get_by_role("group", name=QUESTIONS[0]).get_by_role("radio", name="3", exact=True).focus()
    enrolled_phone.keyboard.press("ArrowRight")
    expect(enrolled_phone.get_by_role("group", name=QUESTIONS[0])).to_be_visible()
    enrolled_phone.keyboard.press("Enter")
    expect(enrolled_phone.get_by_role("group", name=QUESTIONS[1])).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_every_question_fits_a_small_phone(width, enrolled_phone, demo):
    _open_questions(enrolled_phone, demo)
    enrolled_phone.set_viewport_size({"width": width, "height": 568})
    for _question in QUESTIONS:
        assert enrolled_phone.evaluate("document.documentElement.scrollWidth") <= width
        enrolled_phone.locator("[data-next]").tap()
    assert enrolled_phone.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_weighs_less_than_sixty_kilobytes(enrolled_phone, demo):
    sizes: list[int] = []
    enrolled_phone.on("response", lambda answer: sizes.append(len(answer.body())) if answer.ok else None)
    enrolled_phone.goto(f"{demo}/diary/?change")
    enrolled_phone.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= 60_000


READ_OUTBOX = """async () => {
  const asked = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const database = await asked(indexedDB.open("unknot-outbox", 1));
  const stores = database.transaction(["keys", "pages"]);
  const pages = await asked(stores.objectStore("pages").getAll());
  const key = await asked(stores.objectStore("keys").get("outbox"));
  database.close();
  const text = pages.map((page) => new TextDecoder().decode(page.data)).join("");
  return { pages: pages.length, readable: text.includes("pain"), extractable: key.extractable };
}"""
