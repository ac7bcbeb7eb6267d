"""`unknot cohort fit`: results in the folder, the summary on stdout, failures on stderr and in the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ANSWERS = "person,time,pain\n" + "".join(f"Ann,{day},{day % 3 + 4}\n" for day in range(6))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "responses.csv"
    path.write_text(ANSWERS)
    return path


def test_a_caseload_is_fitted(run, table, tmp_path):
    page = tmp_path / "pages" / "caseload.html"
    ended = run("cohort", "fit", table, "--out", tmp_path / "fits", "--engine", "local", "--html", page)
    assert ended.code == 0
    assert "1 clients, 1 fitted" in page.read_text(encoding="utf-8")
    assert ended.out.startswith("1 of 1 clients were fitted (learned: 0, not enough data yet: 0, no sessions: 1).")
    assert (tmp_path / "fits" / "fits.parquet").exists()


def test_clients_are_pooled_where_that_is_asked_for(run, table, tmp_path):
    doses, page = tmp_path / "doses.csv", tmp_path / "caseload.html"
    doses.write_text("person,time,intervention,minutes\nAnn,2.5,massage,60\n")
    asked = ("cohort", "fit", table, doses, "--out", tmp_path / "fits", "--engine", "local", "--pool", "--html", page)
    ended = run(*asked)
    assert ended.code == 0
    assert "Massage, 1\N{NO-BREAK SPACE}client: too few to say what they share; 5 are needed." in ended.out
    assert "too few to say what they share" in page.read_text(encoding="utf-8")
    again = json.loads(run(*asked, "--json").out)
    assert again["pooled"] == json.loads((tmp_path / "fits" / "pooled.json").read_text())


def test_failures_are_said_and_told_to_the_caller(run, table, tmp_path):
    table.write_text(ANSWERS + "Bo,1,11\n")
    ended = run("cohort", "fit", table, "--out", tmp_path / "fits", "--engine", "local", "--json")
    assert ended.code == 3
    assert json.loads(ended.out)["failed_by_kind"] == {"diary": 1}
    assert "1 clients failed (diary: 1)" in ended.err


def test_a_scheduler_without_dask_is_refused(run, table, tmp_path):
    ended = run("cohort", "fit", table, "--out", tmp_path / "fits", "--scheduler", "tcp://nowhere:8786")
    assert ended.code == 1
    assert "Add --engine dask." in ended.err
