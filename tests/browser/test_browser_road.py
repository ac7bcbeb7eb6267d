"""The whole road: enrolled, written offline, a session, an answer that changes, a report, an export, erased."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime, timedelta

from offline import wait_for_service_worker
from playwright.sync_api import Page, expect

NAME = "Rosa Wayfarer"
QUESTIONS = ("How strong was your pain", "How well did you sleep", "How stressed did you feel", "How was your mood")
SESSIONS = (34, 29, 20, 13, 7)
"""Days before today on which sessions were given before Unknot was used."""
LONGEST_LEARNING = 240_000


def _earlier(today: date) -> tuple[str, str]:
    """The tables that were kept on paper: pain falls after a session and comes back within days."""
    answers = "time,pain,stress\n"
    for back in range(35, 0, -1):
        since = min(past - back for past in (*SESSIONS, 60) if past >= back)
        pain = round(6 - 3 * 0.5 ** (since / 2) + (back * 7 % 5 - 2) / 2)
        answers += f"{today - timedelta(days=back)},{pain},{back * 3 % 6}\n"
    sessions = "time,intervention,minutes\n"
    return answers, sessions + "".join(f"{today - timedelta(days=past)},massage,60\n" for past in SESSIONS)


def _answer(phone: Page, numbers: tuple[int, ...]) -> None:
    for question, number in zip(QUESTIONS, numbers, strict=True):
        phone.get_by_role("group", name=question).wait_for()
        phone.locator("[data-ask]:not([hidden]) label", has_text=re.compile(rf"^{number}$")).tap()
    phone.get_by_role("button", name="Save").tap()


def _days_ahead(phone: Page, demo: str, *, other_than: str) -> str:
    """The line of the days ahead on the client's page, once something else was learned."""
    for _waited in range(0, LONGEST_LEARNING, 2000):
        phone.goto(f"{demo}/mine/relief/")
        line = phone.locator("#ahead-line")
        found = str(line.get_attribute("d")) if line.count() else ""
        if found != other_than and not phone.get_by_text("new entries are being learned from").count():
            return found
        phone.wait_for_timeout(2000)
    raise AssertionError("nothing else was learned")


def test_from_the_first_code_to_the_last_row(staff_page, enrol, demo, tmp_path):
    staff_page.goto(f"{demo}/clients/add/")
    staff_page.get_by_label("Name").fill(NAME)
    staff_page.get_by_role("button", name="Add client").click()
    phone = enrol(NAME)
    client = re.sub(r"/phones/.*", "", staff_page.url)

    phone.goto(f"{demo}/mine/relief/")
    expect(phone.get_by_role("heading", name="Your relief begins with the first evening")).to_be_visible()

    # The first evening, without a network.
    phone.goto(f"{demo}/diary/")
    wait_for_service_worker(phone)
    phone.context.set_offline(True)
    phone.goto(f"{demo}/diary/")
    _answer(phone, (6, 4, 5, 5))
    phone.get_by_role("heading", name="Saved on this phone").wait_for()
    staff_page.goto(f"{client}/diary/")
    expect(staff_page.get_by_text("Nothing written yet")).to_be_visible()
    phone.context.set_offline(False)
    phone.get_by_text("Sent. Thank you.").wait_for(timeout=60_000)
    staff_page.reload()
    expect(staff_page.get_by_role("row").nth(1)).to_contain_text("6")

    # What was kept on paper before; something can be learned now.
    staff_page.goto(f"{client}/data/")
    for name, text in zip(("diary.csv", "sessions.csv"), _earlier(datetime.now(UTC).date()), strict=True):
        (tmp_path / name).write_text(text)
    staff_page.get_by_label("Table of answers (CSV)").set_input_files(tmp_path / "diary.csv")
    staff_page.get_by_label("Table of sessions (CSV)").set_input_files(tmp_path / "sessions.csv")
    staff_page.get_by_role("button", name="Look at it").click()
    staff_page.get_by_role("button", name="Import", exact=True).click()
    before = _days_ahead(phone, demo, other_than="")
    expect(phone.get_by_role("heading", name="How long your relief lasts")).to_be_visible()

    # A session; the answer changes.
    staff_page.goto(f"{client}/sessions/add/")
    staff_page.get_by_label("Lower back").check()
    # There is no intake yet, which stops a session unless somebody says why.
    staff_page.get_by_label("Why beyond the limits").fill("Asked by word of mouth.")
    staff_page.get_by_role("button", name="Record the session").click()
    expect(staff_page.get_by_text("The session was recorded.")).to_be_visible()
    knots = phone.locator("use.session-knot").count()
    after = _days_ahead(phone, demo, other_than=before)
    assert after.startswith("M")
    assert phone.locator("use.session-knot").count() == knots + 1

    # On paper, and everything on a file.
    phone.goto(f"{demo}/mine/report/")
    with phone.expect_download(timeout=180_000) as made:
        phone.get_by_role("button", name="Save as PDF").tap()
    assert made.value.path().read_bytes().startswith(b"%PDF")
    phone.goto(f"{demo}/mine/data/")
    with phone.expect_download() as taken:
        phone.get_by_role("button", name="Save a copy on this phone").tap()
    taken.value.save_as(tmp_path / "export.zip")
    with zipfile.ZipFile(tmp_path / "export.zip") as zipped:
        assert len(zipped.read("responses.csv").splitlines()) == 37
        assert len(zipped.read("doses.csv").splitlines()) == 7

    # Gone for good; the phone as well.
    phone.goto(f"{demo}/mine/leave/")
    phone.get_by_label("Yes, I want to leave").check()
    phone.get_by_role("button", name="Leave and ask to erase").tap()
    phone.wait_for_url("**/left/")
    staff_page.goto(f"{demo}/today/")
    staff_page.get_by_role("region", name="Left the diary and ask to be erased").get_by_role("link", name=NAME).click()
    staff_page.get_by_role("link", name="Erase…").click()
    staff_page.get_by_label("The client's name").fill(NAME)
    staff_page.get_by_role("button", name="Erase for good").click()
    staff_page.wait_for_url("**/today/")
    assert staff_page.get_by_role("link", name=NAME).count() == 0
    assert staff_page.request.get(f"{client}/timeline/").status == 404
