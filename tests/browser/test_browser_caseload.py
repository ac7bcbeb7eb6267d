"""A run over a caseload from end to end: a wrong file refused, the right ones added, seen in both languages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))
from made_up_run import POOLED, SUMMARY

CUT_OFF = """[...document.querySelectorAll(".card :is(table, dl, svg, p, code)")].filter((one) => {
    const card = one.closest(".card");
    const inside = card.getBoundingClientRect().right - parseFloat(getComputedStyle(card).paddingRight);
    return one.getBoundingClientRect().right > inside + 1;
}).map((one) => one.outerHTML.slice(0, 80))"""
"""Whatever reaches beyond the inside of its card."""


@pytest.fixture
def files(tmp_path) -> Path:
    """A folder as a run leaves it."""
    (tmp_path / "summary.json").write_text(json.dumps(SUMMARY))
    (tmp_path / "pooled.json").write_text(json.dumps(POOLED))
    (tmp_path / "fits.parquet").write_bytes(b"PAR1" + bytes(40))
    return tmp_path


def test_a_run_is_added_looked_at_and_removed(staff_page: Page, demo, files, fits):
    page = staff_page
    page.get_by_role("link", name="Caseload").click()
    expect(page.get_by_role("heading", name="No run yet")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="Add a run").press("Enter")
    page.get_by_label("Summary of the run").set_input_files(files / "fits.parquet")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("This is a table with a row for each client")).to_be_visible()
    fits(page)
    page.get_by_label("Summary of the run").set_input_files(files / "summary.json")
    page.get_by_label("What the clients share").set_input_files(files / "pooled.json")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.get_by_role("status")).to_have_text("The run is kept.")
    expect(page.get_by_text("For 29 of 210 clients it is known how long relief lasts.")).to_be_visible()
    fits(page)
    page.set_extra_http_headers({"Accept-Language": "de"})
    page.reload()
    expect(page.get_by_role("heading", name="Alle Klienten")).to_be_visible()
    fits(page)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(CUT_OFF) == [], width
    page.set_extra_http_headers({"Accept-Language": "en"})
    page.reload()
    page.get_by_role("link", name="Remove this run").click()
    fits(page)
    page.get_by_role("button", name="Remove it").press("Enter")
    expect(page.get_by_role("status")).to_have_text("The run was removed.")


def test_a_client_is_found_from_the_caseload(staff_page: Page, demo):
    staff_page.goto(f"{demo}/caseload/")
    staff_page.get_by_role("link", name="Mara Lindqvist").click()
    expect(staff_page.get_by_role("heading", name="Mara Lindqvist")).to_be_visible()
