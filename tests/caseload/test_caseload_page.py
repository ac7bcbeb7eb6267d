"""The page of a caseload names everyone once, says why clients failed, and asks the network for nothing."""

from __future__ import annotations

import polars as pl
import pytest

from unknot.caseload.page import page_of
from unknot.caseload.pool_results import SCHEMA as POOLED
from unknot.caseload.row import FAILURES, SCHEMA
from unknot.caseload.scale import WIDTH, place, strip
from unknot.caseload.summary import summary_of
from unknot.report.answer import LEARNED, NOT_ENOUGH


def learned(person, low, median, high):
    ends = {"lo": low, "median": median, "hi": high}
    return {
        "person": person, "verdict": LEARNED, "intervention": "massage", "trustworthy": True,
        "peak_median": 2.0, "answers_on_pain": 60, "sessions": 9, "relief": [],
        "half_life_under_1": 0.1, "half_life_from_1_to_3": 0.6, "half_life_from_3_to_7": 0.2, "half_life_over_7": 0.1,
        **{f"half_life_days_{end}": value for end, value in ends.items()},
    }  # fmt: skip


@pytest.fixture
def page():
    little = {"person": "Cy", "verdict": NOT_ENOUGH, "trustworthy": False, "answers_on_pain": 4, "sessions": 1}
    rows = [learned("Ann", 2.0, 4.0, 12.0), learned("Bo", 0.5, 1.0, 3.0), little | {"relief": []}]
    fits = pl.DataFrame(rows, schema=SCHEMA)
    failures = pl.DataFrame([{"person": "<Dee>", "kind": "diary", "message": "Row 3 & 4"}], schema=FAILURES)
    return page_of(fits, failures, summary_of(fits, failures, {}))


def test_everyone_is_named_once_the_shortest_relief_first(page):
    places = [page.index(f">{name}") for name in ("Bo", "Ann", "Cy", "&lt;Dee&gt;")]
    assert places == sorted(places)
    assert all(page.count(f">{name}") == 1 for name in ("Ann", "Bo", "Cy"))


def test_figures_reasons_and_doubt_are_said(page):
    assert "4.0 (2.0–12)" in page
    assert "60 %" in page
    assert "Cy (not to be trusted)" in page
    assert page.count("(not to be trusted)") == 1
    assert "Row 3 &amp; 4" in page


def test_the_page_needs_nothing_else(page):
    assert not any(word in page for word in ("http://", "https://", "<script", "src="))


def test_clients_with_what_the_others_show_stand_apart():
    fits, failures = pl.DataFrame(schema=SCHEMA), pl.DataFrame(schema=FAILURES)
    row = {"person": "Ann", "intervention": "massage", "sessions": 2, "peak_median": 1.5, "from_own_diary": 0.254}
    row |= {"half_life_days_lo": 1.0, "half_life_days_median": 2.0, "half_life_days_hi": 4.0, "trustworthy": False}
    pooled = pl.DataFrame([row], schema=POOLED)
    page = page_of(fits, failures, summary_of(fits, failures, {}), ["Massage, 9 clients: <so>."], pooled)
    assert "Massage, 9 clients: &lt;so&gt;." in page
    assert "Ann (not to be trusted)" in page
    assert "2.0 (1.0–4.0)" in page
    assert "25 %" in page
    assert "What the clients show together" not in page_of(fits, failures, summary_of(fits, failures, {}))


def test_half_lives_stand_on_a_scale_of_powers_of_ten():
    assert [place(day) for day in (0.01, 0.1, 100.0, 500.0)] == [0.0, 0.0, WIDTH, WIDTH]
    assert place(10.0) - place(1.0) == pytest.approx(WIDTH / 3, abs=0.01)


def test_a_strip_draws_its_middle_part_where_it_has_one():
    plain, with_middle = strip(2.0, 1.0, 4.0), strip(2.0, 1.0, 4.0, (1.5, 3.0))
    assert with_middle.count("<line") == plain.count("<line") + 1
    assert f'x1="{place(1.5)}" x2="{place(3.0)}"' in with_middle
