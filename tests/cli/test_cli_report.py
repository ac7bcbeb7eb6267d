"""`unknot report` on the shipped examples: what it prints, where, and what stands in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from unknot.report.schemas import schema

EXAMPLES = Path(__file__).parents[2] / "examples"
SIMULATED = [EXAMPLES / "simulated" / name for name in ("responses.csv", "doses.csv")]
INTERVAL = {"median", "lo", "hi"}
TRACED_ONCE = {
    "_survey", "_linear_and_slopes", "_curvature", "linear_batch", "_evaluate", "_look_back", "_forecasts",
}  # fmt: skip


def test_json_holds_the_contract_and_the_interval_holds_the_truth(run, tmp_path: Path):
    page = tmp_path / "a folder" / "report.html"
    ended = run("report", *SIMULATED, "--json", "--html", page)
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    jsonschema.validate(found, schema("report"))
    truth = json.loads((EXAMPLES / "simulated" / "truth.json").read_text())
    relief = found["relief"][0]
    assert found["responses"] > found["doses"] == relief["sessions"] == 12
    assert relief["half_life_days"]["lo"] <= truth["half_life_days"] <= relief["half_life_days"]["hi"]
    assert {*relief["peak"]} == {*relief["half_life_days"]} == {*relief["share_that_stays"]} == INTERVAL
    assert list(relief["bands"]) == ["<1", "1-3", "3-7", ">7"]
    assert abs(sum(relief["bands"].values()) - 1) < 1e-5
    assert list(relief["probability_lasts_days"]) == ["1", "3", "7"]
    assert 0 <= relief["learned_from_data"] <= 1
    assert relief["verdict"] in {"learned", "not enough data yet"}
    assert all({"name", "effect", "verdict"} <= set(driver) for driver in found["drivers"])
    assert len(found["forecast"]) == 7
    assert all({"time", "mean", "lo", "hi"} <= set(point) for point in found["forecast"])
    assert found["interval_level"] == 0.8
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_without_sessions_the_report_says_so_and_what_to_do(run, tmp_path: Path):
    lines = (EXAMPLES / "real" / "responses.csv").read_text().splitlines()[:60]
    table = tmp_path / "responses.csv"
    table.write_text("\n".join(lines) + "\n")
    found = json.loads(run("report", table, "--json").out)
    assert found["relief"] == []
    assert any("Write down each session" in step for step in found["next_steps"])


@pytest.mark.slow
def test_a_report_compiles_whole_functions_and_no_single_operation(run):
    ended = subprocess.run(
        [sys.executable, "-m", "unknot", "report", *SIMULATED, "--json"],
        env=os.environ | {"JAX_LOG_COMPILES": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(re.findall(r"^Compiling (?:jit\()?(\w+)", ended.stderr, re.MULTILINE)) == TRACED_ONCE


def test_a_preview_says_that_it_is_one_and_claims_nothing(run):
    ended = run("report", *SIMULATED, "--engine", "preview")
    assert ended.code == 0, ended.err
    assert "This is a preview" in ended.out
    found = json.loads(run("report", *SIMULATED, "--engine", "preview", "--json").out)
    assert not found["diagnostics"]["trustworthy"]
    assert found["relief"][0]["verdict"] == "not enough data yet"
    assert any("without the option --engine preview" in step for step in found["next_steps"])


def test_a_treatment_without_a_fact_file_is_taken_and_the_answer_says_so(run, tmp_path: Path):
    doses = tmp_path / "doses.csv"
    doses.write_text(SIMULATED[1].read_text().replace("massage", "moxibustion"))
    ended = run("report", SIMULATED[0], doses, "--html", tmp_path / "page.html")
    assert ended.code == 0, ended.err
    assert "no fact file on “moxibustion”" in ended.out
    assert "no fact file on “moxibustion”" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_simulate_writes_tables_that_report_reads(run, tmp_path: Path):
    assert run("simulate", tmp_path / "client", "--seed", "4", "--days", "30").code == 0
    assert {path.name for path in (tmp_path / "client").iterdir()} == {"responses.csv", "doses.csv", "truth.json"}
    ended = run("report", tmp_path / "client" / "responses.csv", tmp_path / "client" / "doses.csv", "--json")
    assert json.loads(ended.out)["relief"][0]["sessions"] == 4
