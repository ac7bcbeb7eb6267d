"""A client's data from end to end: brought in, reported, taken out, brought back, erased; by mouse and by keyboard."""

from __future__ import annotations

import re
import zipfile

import pytest
from playwright.sync_api import expect

DIARY = "time,pain,stress\n" + "".join(f"2026-03-{day:02},{day % 7 + 2},{day % 5}\n" for day in range(1, 29))
SESSIONS = "time,intervention,minutes\n2026-03-05,massage,60\n2026-03-14,massage,60\n"
WIDTHS = (1280, 320)


@pytest.fixture
def client_page(staff_page, demo):
    """A new client's Data tab; the demo's own clients stay as they are for other tests."""
    staff_page.goto(f"{demo}/clients/add/")
    staff_page.get_by_label("Name").fill("Erin Fleeting")
    staff_page.get_by_role("button", name="Add client").click()
    staff_page.get_by_role("link", name="Data").click()
    return staff_page


def _fits(page, accessible) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def _import(page, tmp_path) -> None:
    for name, text in (("diary.csv", DIARY), ("sessions.csv", SESSIONS)):
        (tmp_path / name).write_text(text)
    page.get_by_label("Table of answers (CSV)").set_input_files(tmp_path / "diary.csv")
    page.get_by_label("Table of sessions (CSV)").set_input_files(tmp_path / "sessions.csv")
    page.get_by_role("button", name="Look at it").click()


def test_from_a_table_to_the_end(client_page, demo, tmp_path, accessible):
    page = client_page
    _fits(page, accessible)
    _import(page, tmp_path)
    expect(page.get_by_text("28 diary entries, 2 sessions.")).to_be_visible()
    _fits(page, accessible)
    page.get_by_role("button", name="Import", exact=True).click()
    assert page.get_by_role("status").inner_text() == "30 rows were imported."

    page.get_by_role("link", name="Report").click()
    _fits(page, accessible)
    with page.expect_download(timeout=180_000) as made:
        page.get_by_role("button", name="For the doctor").click()
    assert re.fullmatch(r"unknot-report-\d{4}-\d\d-\d\d\.pdf", made.value.suggested_filename)
    assert made.value.path().read_bytes().startswith(b"%PDF")

    page.get_by_role("link", name="Data").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Export everything").click()
    taken.value.save_as(tmp_path / "export.zip")
    with zipfile.ZipFile(tmp_path / "export.zip") as zipped:
        assert {"client.json", "fhir-bundle.json", "responses.csv"} <= set(zipped.namelist())

    page.get_by_role("link", name="Erase…").click()
    _fits(page, accessible)
    page.get_by_label("The client's name").fill("Erin Fleeting")
    page.get_by_role("button", name="Erase for good").click()
    page.wait_for_url("**/today/")
    assert page.get_by_role("link", name="Erin Fleeting").count() == 0

    page.goto(f"{demo}/clients/bring/")
    _fits(page, accessible)
    page.get_by_label("Export of a client (ZIP)").set_input_files(tmp_path / "export.zip")
    page.get_by_role("button", name="Bring in").click()
    page.get_by_role("link", name="Diary").click()
    assert page.get_by_role("row").count() == 29


def test_what_is_wrong_with_a_table_is_said_and_can_be_mended_by_keyboard(client_page, tmp_path, accessible, demo):
    page = client_page
    (tmp_path / "odd.csv").write_text("time,pain,weather\n2026-03-01,4,rain\n")
    page.get_by_label("Table of answers (CSV)").set_input_files(tmp_path / "odd.csv")
    page.get_by_role("button", name="Look at it").focus()
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert "Columns to leave out" in page.get_by_role("alert").inner_text()
    _fits(page, accessible)
    page.get_by_label("Table of answers (CSV)").set_input_files(tmp_path / "odd.csv")
    page.get_by_label("Columns to leave out").focus()
    page.keyboard.type("weather")
    page.keyboard.press("Enter")
    page.get_by_text("1 diary entry, 0 sessions.").wait_for()
    page.get_by_role("button", name="Do not import").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Nothing was imported.").wait_for()


def test_a_backup_is_made_and_known_to_open(staff_page, demo, accessible):
    staff_page.goto(f"{demo}/backups/")
    _fits(staff_page, accessible)
    staff_page.get_by_role("button", name="Back up now").click()
    assert "restored for practice" in staff_page.get_by_role("status").inner_text()
    _fits(staff_page, accessible)
    with staff_page.expect_download() as taken:
        staff_page.get_by_role("button", name="Save a copy").first.click()
    assert taken.value.suggested_filename.endswith(".unknot-backup")


@pytest.mark.parametrize("path", ["/mine/data/", "/mine/report/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_clients_own_pages_are_accessible_and_fit(path, scheme, enrolled_phone, demo, accessible):
    enrolled_phone.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    enrolled_phone.goto(demo + path)
    accessible(enrolled_phone)
    assert enrolled_phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_client_takes_the_own_data(enrolled_phone, demo):
    enrolled_phone.goto(f"{demo}/mine/data/")
    with enrolled_phone.expect_download() as taken:
        enrolled_phone.get_by_role("button", name="Save a copy on this phone").click()
    assert taken.value.suggested_filename.endswith(".zip")
