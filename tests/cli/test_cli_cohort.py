"""`unknot cohort`: a table of statistics, and people in full."""

from __future__ import annotations

import polars
import pytest


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cohort")


def test_a_cohort_is_simulated_and_a_person_of_it_is_replayed(run, folder):
    out = folder / "results.parquet"
    asked = ("--persons", 64, "--days", 7, "--step", "30min", "--regimen", "nothing", "--regimen", "massage for 1 day")
    ended = run("cohort", "simulate", *asked, "--out", out)
    assert ended.code == 0
    assert "64 virtual people, 7 days" in ended.out
    table = polars.read_parquet(out)
    assert table.columns == ["arm", "statistic", "day", "level", "value", "error", "persons"]
    assert set(table["arm"]) == {"nothing", "massage for 1 day"}
    assert table.filter(polars.col("statistic") == "pain_mean").height == 2 * 14
    assert sorted(path.name for path in folder.iterdir()) == ["results.parquet"]
    ended = run("cohort", "replay", out, "--person", 5, "--arm", "nothing", "--out", folder / "person.parquet")
    assert ended.code == 0
    lived = polars.read_parquet(folder / "person.parquet")
    assert lived.height == 14 * 48
    assert lived["perception.intensity"].is_finite().all()


def test_steps_too_long_for_some_states_are_not_replayed(run, tmp_path):
    asked = ("--persons", 8, "--days", 7, "--step", "1h", "--regimen", "nothing", "--out", tmp_path / "coarse.parquet")
    assert run("cohort", "simulate", *asked).code == 0
    ended = run("cohort", "replay", tmp_path / "coarse.parquet", "--person", 1, "--out", tmp_path / "person.parquet")
    assert ended.code == 1
    assert "--step 30min or less" in " ".join(ended.err.split())


def test_results_of_other_equations_are_not_replayed(run, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("unknot.cohort.table.calibrated_values", lambda: {"gate.elsewhere": 0.5})
    ended = run("cohort", "replay", folder / "results.parquet", "--person", 1, "--out", tmp_path / "person.parquet")
    assert ended.code == 1
    assert "other equations or other values" in " ".join(ended.err.split())


def test_a_file_that_holds_no_cohort_is_refused(run, tmp_path):
    polars.DataFrame({"x": [1]}).write_parquet(tmp_path / "other.parquet")
    ended = run("cohort", "replay", tmp_path / "other.parquet", "--person", 0, "--out", tmp_path / "x.parquet")
    assert ended.code != 0
    assert "no results of a cohort" in ended.err
    ended = run("cohort", "replay", tmp_path / "none.parquet", "--person", 0, "--out", tmp_path / "x.parquet")
    assert "cannot be read" in ended.err


@pytest.mark.parametrize("library", ["polars", "llvmlite"])
def test_what_is_missing_is_said(run, tmp_path, monkeypatch, library):
    from importlib import util

    monkeypatch.setitem(__import__("sys").modules, library, None)
    monkeypatch.setattr(
        "unknot.cohort.needed.find_spec", lambda name: None if name == library else util.find_spec(name)
    )
    ended = run("cohort", "simulate", "--regimen", "nothing", "--out", tmp_path / "x.parquet")
    assert ended.code != 0
    assert "pip install 'unknot[cohort]'" in ended.err


def test_an_interruption_says_how_to_go_on(run, tmp_path, monkeypatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("unknot.cohort.run.simulate_cohort", interrupted)
    ended = run("cohort", "simulate", "--regimen", "nothing", "--out", tmp_path / "x.parquet")
    assert ended.code == 130
    assert "the same command goes on" in " ".join(ended.err.split())
