"""`unknot trial` from design to analysis, and what it refuses."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from unknot.planning.trial.trial_file import TrialFile

FIRST = date(2027, 1, 4)
DESIGN = (
    "trial",
    "design",
    "massage weekly",
    "no massage",
    "--start",
    FIRST.isoformat(),
    "--trials",
    "20",
    "--secret",
    "s",
)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A sealed trial and a diary in which the first option is better by two points."""
    from unknot.planning.trial.design import design_trial
    from unknot.planning.trial.options import parse_option
    from unknot.planning.trial.sealing import Seal

    folder = tmp_path_factory.mktemp("trial")
    design = design_trial(parse_option("massage"), parse_option("no massage"), seal=Seal("s", 3), trials=3)
    sealed = folder / "sealed.json"
    sealed.write_text(TrialFile.of(design, FIRST.isoformat()).to_json(sealed=True))
    generator = np.random.default_rng(1)
    lines, periods = ["time,pain"], ["start,end,option"]
    for period in design.periods:
        begin, end = (FIRST + timedelta(days=int(day)) for day in (period.start, period.end))
        periods.append(f"{begin},{end},{'massage' if period.option == 0 else 'none'}")
        for day in range(int(period.start), int(period.end)):
            pain = round(4 + 2 * period.option + generator.normal())
            lines.append(f"{FIRST + timedelta(days=day)}T20:00,{pain}")
    (folder / "responses.csv").write_text("\n".join(lines))
    (folder / "periods.csv").write_text("\n".join(periods))
    return folder


def test_a_design_is_sealed_and_its_json_keeps_the_secret(run, tmp_path: Path):
    sealed, page = tmp_path / "sealed.json", tmp_path / "design.html"
    ended = run(*DESIGN, "--sealed", sealed, "--html", page, "--json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert found["format"] == "unknot-trial-design/1"
    assert "seed" not in found
    assert len(found["periods"]) == 6
    assert [each["hash"] for each in found["periods"]] == found["commitments"]
    assert {"blocks", "found", "found_meaningful", "false", "half_width"} <= set(found["power"][0])
    assert any("kravitz2018" in item["text"] for item in found["items"])
    assert TrialFile.from_json(sealed.read_text()).seed_commitment == found["seed_commitment"]
    html = page.read_text(encoding="utf-8")
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert "does not promise less pain" in html


def test_periods_open_one_by_one_with_their_proof(run, files: Path):
    ended = run("trial", "open", files / "sealed.json", "2")
    assert ended.code == 0, ended.err
    assert "Period 2, 2027-01-25 to 2027-02-14:" in ended.out
    assert run("trial", "open", files / "sealed.json", "9").code == 1


def test_a_table_of_periods_may_state_its_carry_over_and_a_protocol_has_done_so(run, files: Path):
    answers = files / "responses.csv"
    usual, long = (
        json.loads(run("trial", "analyse", answers, files / "periods.csv", *options, "--json").out)
        for options in ((), ("--carry-over", "4"))
    )
    assert long["carry_over_half_life"] > usual["carry_over_half_life"]
    assert long["effect"]["high"] - long["effect"]["low"] > usual["effect"]["high"] - usual["effect"]["low"]
    assert any("No answer was left out as washout" in limit for limit in usual["limits"])
    sealed = run("trial", "analyse", answers, files / "sealed.json", "--carry-over", "4")
    assert sealed.code == 1
    assert "stated the carry-over already" in sealed.err


@pytest.mark.parametrize("schedule", ["sealed.json", "periods.csv"])
def test_the_better_option_is_named(run, files: Path, tmp_path: Path, schedule):
    page = tmp_path / "analysis.html"
    ended = run("trial", "analyse", files / "responses.csv", files / schedule, "--html", page, "--json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert found["verdict"] == "first option better"
    assert found["effect"]["low"] <= 2 <= found["effect"]["high"]
    assert found["interval_level"] == 0.95
    assert found["test"]["smallest_p"] == 0.25
    assert "was better than" in found["says"][0]
    assert any("does not promise less pain" in limit for limit in found["limits"])
    assert "was better than" in page.read_text(encoding="utf-8")


def test_trials_of_several_people_are_pooled(run, files: Path, tmp_path: Path):
    analysis = run("trial", "analyse", files / "responses.csv", files / "sealed.json", "--json").out
    paths = []
    for name in ("one", "two"):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(analysis)
    found = json.loads(run("trial", "pool", *paths, "--json").out)
    assert found["pooled"]["mean"]["low"] > 0
    assert len(found["pooled"]["persons"]) == 2
    other = json.loads(analysis) | {"titles": ["a", "b"]}
    paths[1].write_text(json.dumps(other))
    assert "same options" in run("trial", "pool", *paths).err


def test_mistakes_are_one_message(run, files: Path, tmp_path: Path):
    assert "Did you mean 'massage'" in run("trial", "design", "masage", "no massage").err
    assert "different options" in run("trial", "design", "massage", "massage").err
    assert "not a time" in run("trial", "design", "massage", "no massage", "--start", "soon").err
    assert "cannot be read" in run("trial", "open", tmp_path / "none.json", "1").err
    assert "not a trial" in run("trial", "analyse", files / "responses.csv", _written(tmp_path, "{}")).err


def _written(folder: Path, text: str) -> Path:
    path = folder / "trial.json"
    path.write_text(text)
    return path
