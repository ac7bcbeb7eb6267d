"""`unknot plan`: the command's contract, its files, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SIMULATED = Path(__file__).parents[2] / "examples" / "simulated"
TABLES = (SIMULATED / "responses.csv", SIMULATED / "doses.csv")


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    """The example's tables with dates."""
    folder = tmp_path_factory.mktemp("dated")
    for table in TABLES:
        lines = table.read_text().splitlines()
        rows = [line.split(",", 1) for line in lines[1:]]
        dates = [
            f"2026-{3 + int(float(day)) // 28:02d}-{1 + int(float(day)) % 28:02d} 12:00,{rest}" for day, rest in rows
        ]
        (folder / table.name).write_text("\n".join([lines[0], *dates]) + "\n")
    return folder / "responses.csv", folder / "doses.csv"


def test_the_json_is_the_contract(run):
    ended = run(
        "plan", *TABLES, "--goal", "pain<=4 on 5 of 7 days", "--weeks", "8", "--budget", "400", "--price", "80",
        "--max-sessions-per-week", "2", "--home-minutes", "20", "--json",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    for option in found["options"]:
        assert {"name", "sessions", "cost", "probability_goal", "expected_pain", "reason"} <= set(option)
        if option["kind"] == "plan":
            assert option["cost"] <= 400
            assert option["cost"] == 80 * option["sessions"]
    assert [option["kind"] for option in found["options"]][-2:] == ["do nothing", "carry on as now"]
    assert len(found["options"]) <= 7


def test_a_page_and_a_calendar_are_written(run, dated, tmp_path):
    page, calendar = tmp_path / "plan.html", tmp_path / "plan.ics"
    ended = run("plan", *dated, "--goal", "pain<=2 on 5 of 7 days", "--html", page, "--calendar", calendar,
                "--start", "2026-09-01", "--good-day", "50")  # fmt: skip
    assert ended.code == 0, ended.err
    assert "best by your weights" in ended.out
    assert "The options side by side" in page.read_text(encoding="utf-8")
    text = calendar.read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "202609" in text
    assert "pain" not in text.lower()


def test_without_a_plan_the_reason_is_printed_before_the_calendar_is_refused(run, dated, tmp_path):
    calendar = tmp_path / "plan.ics"
    ended = run("plan", *dated, "--sign", "fever", "--calendar", calendar)
    assert ended.code == 1
    assert "Nothing is planned before a doctor has been asked" in ended.out
    assert "No calendar was written" in ended.err
    assert not calendar.exists()


def test_what_a_person_set_aside_is_said_with_who_and_why(run, dated):
    ended = run("plan", *dated, "--sign", "fever", "--set-aside", "fever: Dr Roe: a cold that is over")
    assert ended.code == 0
    assert "Nothing is planned before a doctor" not in ended.out
    assert "Set aside by Dr Roe: fever (a cold that is over)." in " ".join(ended.out.split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--set-aside", "fever: Kim"], "by a person and for a reason"),
        (["--goal", "no more pain"], "The goal cannot be read"),
        (["--budget", "-5"], "must be 0 or more"),
        (["--price-of", "ninety=100"], "A price cannot be read"),
        (["--price-of", "0=10"], "more than 0 minutes"),
        (["--price", "inf"], "has no end"),
        (["--good-day", "inf"], "has no end"),
        (["--home", "exercise", "--home", "exercise"], "named twice"),
        (["--treatment", "paracetamol"], "No sessions of this"),
        (["--condition", "pregnant"], "Did you mean 'pregnancy'?"),
        (["--sign", "fevr"], "Did you mean 'fever'?"),
        (["--home", "jogging"], "not planned for at home"),
        (["--treatment", "medication"], "No sessions of this"),
        (["--start", "2026-01-01"], "counts days"),
        (["--weeks", "0"], "1 to 26 weeks"),
        (["--calendar", "plan.ics"], "A calendar needs dates"),
    ],
)
def test_what_cannot_be_planned_is_said_in_one_message(run, options, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = run("plan", *TABLES, *options)
    assert ended.code != 0
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_without_answers_on_pain_there_is_no_plan(run, tmp_path):
    table = tmp_path / "responses.csv"
    table.write_text("time,pain,stress\n1,,3\n2,,4\n")
    ended = run("plan", table)
    assert ended.code == 2
    assert "never answered pain" in ended.err


def test_a_few_answers_and_no_session_give_an_honest_answer(run, tmp_path):
    table = tmp_path / "responses.csv"
    table.write_text("time,pain\n1,5\n2,6\n3,5\n")
    found = json.loads(run("plan", table, "--json").out)
    assert found["supported"] is False
    assert any("data can't support a plan" in note["text"] for note in found["notes"])
