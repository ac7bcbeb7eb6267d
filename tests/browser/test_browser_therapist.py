"""The pages of a therapist as they are used: by mouse, by keyboard alone, on a narrow screen, and with axe."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

PAGES = {
    "timeline": ("Mara Lindqvist", "timeline/"),
    "timeline without an answer": ("Tom Bright", "timeline/"),
    "sessions": ("Mara Lindqvist", "sessions/"),
    "record": ("Mara Lindqvist", "sessions/add/"),
    "intake": ("Tom Bright", "intake/"),
    "questions": ("Mara Lindqvist", "intake/add/"),
}
LONGEST_LEARNING = 180_000


def _open(page: Page, name: str, path: str) -> None:
    link = page.get_by_role("link", name=name, exact=True).first
    base = re.match(r"(.*/clients/[0-9a-f-]+/)", page.url.split("/today")[0] + str(link.get_attribute("href")))
    assert base is not None
    page.goto(base[1] + path)


@pytest.fixture
def timeline(staff_page: Page) -> Page:
    """Mara's timeline, once her record has been learned from."""
    _open(staff_page, "Mara Lindqvist", "timeline/")
    expect(staff_page.get_by_text("that fades is gone in about")).to_be_visible(timeout=LONGEST_LEARNING)
    expect(staff_page.locator("#ahead-sentence")).to_contain_text("pain is expected", timeout=LONGEST_LEARNING)
    return staff_page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("shown", PAGES, ids=str)
def test_pages_are_accessible_and_fit(shown, width, scheme, staff_page, accessible):
    staff_page.set_viewport_size({"width": width, "height": 800})
    staff_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    _open(staff_page, *PAGES[shown])
    accessible(staff_page)
    assert staff_page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_letter_is_accessible_and_its_frame_is_not_printed(staff_page, accessible):
    _open(staff_page, "Tom Bright", "intake/")
    staff_page.get_by_role("link", name="Letter to the doctor").click()
    accessible(staff_page)
    staff_page.emulate_media(media="print")
    expect(staff_page.get_by_role("heading", name="To the doctor")).to_be_visible()
    expect(staff_page.get_by_role("button", name="Print")).to_be_hidden()
    expect(staff_page.locator("header.bar")).to_be_hidden()


def test_a_session_that_is_dragged_moves_the_band(timeline):
    knot = timeline.locator(".planned-knot").last
    before = timeline.locator("#ahead-line").get_attribute("d")
    moment = timeline.get_by_label("Session to come").last.input_value()
    box = knot.bounding_box()
    timeline.mouse.move(box["x"] + box["width"] / 2, box["y"] + 12)
    timeline.mouse.down()
    timeline.mouse.move(box["x"] + box["width"] / 2 - 40, box["y"] + 12, steps=6)
    timeline.mouse.up()
    assert timeline.get_by_label("Session to come").last.input_value() < moment
    expect(timeline.locator("#ahead-line")).not_to_have_attribute("d", before)


def test_by_keyboard_alone_a_session_is_added_moved_and_kept(timeline):
    sessions = timeline.get_by_label("Session to come")
    count = sessions.count()
    timeline.get_by_role("button", name="Add a session").press("Enter")
    expect(sessions).to_have_count(count + 1)
    first = sessions.last.input_value()
    line = timeline.locator("#ahead-line").get_attribute("d")
    timeline.get_by_role("button", name="A day earlier").last.press("Enter")
    assert sessions.last.input_value() < first
    expect(timeline.locator("#ahead-line")).not_to_have_attribute("d", str(line))
    kept = sorted(session.input_value() for session in sessions.all())
    timeline.get_by_role("button", name="Keep as planned").press("Enter")
    expect(timeline.get_by_text("The coming sessions are kept as planned.")).to_be_visible()
    assert [session.input_value() for session in sessions.all()] == kept
    timeline.get_by_role("button", name="Remove").last.press("Enter")
    timeline.get_by_role("button", name="Keep as planned").press("Enter")
    expect(sessions).to_have_count(count)


def test_the_days_ahead_answer_within_the_time_that_feels_immediate(timeline):
    """Ten moves of one session, median; the budget is 300 ms on a machine that is not busy, so that more is allowed."""
    took: list[float] = []
    for _move in range(10):
        begun = time.perf_counter()
        with timeline.expect_response("**/ahead/") as answered:
            timeline.get_by_role("button", name="A day later").last.click()
        answered.value.finished()
        took.append(time.perf_counter() - begun)
    assert sorted(took)[len(took) // 2] < 1.0


def test_the_table_holds_what_the_drawing_shows(timeline):
    timeline.get_by_text("The same as a table").click()
    cells = timeline.locator("details.twin tbody td:nth-of-type(1)").all_inner_texts()
    answers = [answer for cell in cells if cell != "–" for answer in cell.split(", ")]
    assert len(answers) == timeline.locator("circle.answer").count() > 20


def test_a_session_is_recorded_with_the_mouse_on_the_figure(staff_page):
    _open(staff_page, "Jonas Weber", "sessions/add/")
    staff_page.locator('[data-region="lower_back"]').click()
    expect(staff_page.get_by_label("Lower back")).to_be_checked()
    expect(staff_page.locator('[data-region="lower_back"]')).to_have_class("region chosen")
    staff_page.get_by_role("group", name="Pain before").get_by_role("radio", name="6").check(force=True)
    staff_page.get_by_role("group", name="Pain after").get_by_role("radio", name="3", exact=True).check(force=True)
    staff_page.get_by_role("button", name="Record the session").click()
    expect(staff_page.get_by_text("The session was recorded.")).to_be_visible()
    _open_tab(staff_page, "Sessions")
    newest = staff_page.get_by_role("row").nth(1)
    expect(newest).to_contain_text("lower back")
    expect(newest).to_contain_text("6 → 3")


def test_a_session_is_recorded_by_keyboard_alone(staff_page):
    _open(staff_page, "Jonas Weber", "sessions/add/")
    staff_page.get_by_label("Left calf").press("Space")
    expect(staff_page.locator('[data-region="calf_left"]')).to_have_class("region chosen")
    staff_page.get_by_role("group", name="Pressure").get_by_role("radio", name="1").focus()
    staff_page.keyboard.press("ArrowRight")
    staff_page.get_by_label("Note").focus()
    staff_page.keyboard.type("by keyboard")
    staff_page.get_by_role("button", name="Record the session").press("Enter")
    expect(staff_page.get_by_text("The session was recorded.")).to_be_visible()


def test_a_limit_that_is_not_kept_to_is_told_before_anything_is_saved(staff_page, accessible):
    _open(staff_page, "Mara Lindqvist", "sessions/add/")
    staff_page.get_by_label("Left calf").check()
    staff_page.get_by_role("button", name="Record the session").click()
    expect(staff_page.get_by_text("Left calf (Varicose veins)", exact=True)).to_be_visible()
    accessible(staff_page)


def test_an_intake_is_asked_and_its_outcome_told(staff_page, accessible):
    _open(staff_page, "Ines Pereira", "intake/add/")
    staff_page.get_by_role("button", name="Save the intake").click()
    expect(staff_page.get_by_role("alert")).to_contain_text("Something is missing")
    accessible(staff_page)
    staff_page.get_by_label("Does pain wake you at night").check()
    for box in staff_page.get_by_label("All of these were asked.").all():
        box.check()
    staff_page.get_by_role("group", name="How strong is your pain right now?").get_by_role("radio", name="5").check(
        force=True
    )
    staff_page.get_by_role("button", name="Save the intake").click()
    expect(staff_page.get_by_role("heading", name="Go on with limits")).to_be_visible()
    expect(staff_page.get_by_text("One sign of a serious illness")).to_be_visible()


def test_what_nobody_can_answer_counts_as_not_known_and_never_as_no(staff_page, accessible):
    _open(staff_page, "Ines Pereira", "intake/add/")
    question = staff_page.locator(".ask", has_text="numb or tingling between the legs")
    question.get_by_label("not known").check()
    for box in staff_page.get_by_label("All of these were asked.").all():
        box.check()
    staff_page.get_by_role("button", name="Save the intake").click()
    expect(staff_page.get_by_role("heading", name="Letter first")).to_be_visible()
    expect(staff_page.get_by_text("Nobody could say whether this is so.")).to_be_visible()
    accessible(staff_page)
    staff_page.goto(staff_page.url.replace("/intake/", "/sessions/add/"))
    staff_page.get_by_role("button", name="Record the session").click()
    expect(staff_page.get_by_text("This goes beyond the limits. Say why, or change it above.")).to_be_visible()
    accessible(staff_page)


def _open_tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages of this client").get_by_role("link", name=name).click()
