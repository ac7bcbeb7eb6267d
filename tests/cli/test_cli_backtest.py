"""`unknot backtest` and `unknot population fit` as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from unknot.evidence.population import read_population
from unknot.report.schemas import schema

ANSWERS = [5, 4, 6, 5, 5, 7, 6, 5, 4, 5, 6, 6, 5, 4, 5, 3, 4, 5, 5, 6, 7, 6]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [
        f"2026-03-{day + 1:02},{who},{(value + shift) % 11}"
        for who, shift in (("A", 0), ("B", 2))
        for day, value in enumerate(ANSWERS)
    ]
    path = tmp_path / "responses.csv"
    path.write_text("\n".join(["time,person,pain", *rows, "2026-03-01,C,4"]) + "\n")
    return path


def test_json_holds_the_scores_of_each_method_overall_and_by_person(run, table, tmp_path):
    page = tmp_path / "page.html"
    ended = run("backtest", table, "--no-libraries", "--json", "--html", page)
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    jsonschema.validate(found, schema("backtest"))
    methods = {"unknot", "persistence", "person_mean", "exponential_smoothing", "ar1", "level_filter"}
    assert set(found["overall"]) == methods
    assert set(found["persons"]) == {"A", "B"}
    for scores in (found["overall"], *found["persons"].values()):
        assert all(set(entry) == {"mae", "crps", "coverage80", "forecasts"} for entry in scores.values())
    assert found["overall"]["unknot"]["forecasts"] == 24
    assert any("C" in notice for notice in found["notices"])
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_first_days_work_for_short_diaries_and_day_numbers(run, tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("time,person,pain\n" + "".join(f"{day},{who},{4 + day % 3}\n" for who in "AB" for day in range(14)))
    ended = run("backtest", path, "--cold-start", "--json")
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["overall"]["unknot"]["forecasts"] == 18


def test_relief_is_scored_beside_kaplan_meier(run, tmp_path):
    values = [7] * 7 + [3] * 9 + [7] * 8
    answers, doses = tmp_path / "answers.csv", tmp_path / "doses.csv"
    answers.write_text(
        "time,person,pain\n" + "".join(f"{day},{who},{value}\n" for who in "ABC" for day, value in enumerate(values))
    )
    doses.write_text(
        "time,person,intervention,minutes\n"
        + "".join(f"{day},{who},medication,1\n" for who in "ABC" for day in range(7, 14))
    )
    ended = run("backtest", answers, doses, "--relief", "--json")
    assert ended.code == 0, ended.err
    overall = json.loads(ended.out)["overall"]
    assert set(overall) == {"unknot", "unknot_alone", "kaplan_meier"}
    assert set(overall["unknot"]) == {"log_score", "integrated_brier", "episodes"}


def test_too_short_a_diary_is_refused_in_one_message(run, tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("time,pain\n0,4\n1,5\n")
    ended = run("backtest", path)
    assert ended.code == 2
    assert ended.out == ""
    assert "Nobody has 20 answers" in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_two_kinds_at_once_are_refused(run, table):
    ended = run("backtest", table, "--cold-start", "--relief")
    assert ended.code == 1
    assert "Choose one" in ended.err


def test_a_practice_can_fit_its_own_population_and_use_it(run, table, tmp_path):
    out = tmp_path / "our_clients.toml"
    assert run("population", "fit", table, "--out", out, "--made-on", "2026-04-01").code == 0
    population = read_population(out)
    assert population.made_on == "2026-04-01"
    assert population.kinds[0] == "responses"
    ended = run("backtest", table, "--no-libraries", "--population", out, "--json")
    assert json.loads(ended.out)["population"] == {"name": "our_clients", "made_on": "2026-04-01"}
