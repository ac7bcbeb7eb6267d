"""An error says what happened, what was given and what to do."""

from __future__ import annotations

import pytest

from unknot.errors import FitError, Problem, RecordError, TableError, UnknotError, did_you_mean, nearest

NAMES = ("massage", "mindfulness", "Sleep_Hygiene")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (UnknotError("It broke."), "It broke."),
        (UnknotError("It broke.", given="'x'"), "It broke. Given: 'x'."),
        (UnknotError("It broke.", todo="Mend it."), "It broke. Mend it."),
        (UnknotError("It broke.", given="'x'", todo="Mend it."), "It broke. Given: 'x'. Mend it."),
    ],
)
def test_message(error: UnknotError, text: str):
    assert str(error) == text


@pytest.mark.parametrize(
    ("error", "code"),
    [(UnknotError(""), 1), (RecordError(""), 2), (TableError("t", []), 2), (FitError(""), 3)],
)
def test_exit_code_tells_the_kind(error: UnknotError, code: int):
    assert error.exit_code == code


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem(3, "pain", "14", "too high", "Use 10."),
            "row 3, column 'pain': too high (given: '14'). Use 10.",
        ),
        (Problem(0, "pain", "", "missing"), "column 'pain': missing (given: '')."),
        (Problem(3, "pain", "x", "odd", table="a.csv"), "a.csv, row 3, column 'pain': odd (given: 'x')."),
    ],
)
def test_problem_names_its_place(problem: Problem, text: str):
    assert str(problem) == text


def test_table_error_lists_problems_and_counts_the_rest():
    problem = Problem(2, "pain", "14", "too high")
    lines = str(TableError("diary.csv", [problem] * 15)).splitlines()
    assert lines[0] == "diary.csv: 15 problems; nothing was loaded."
    assert lines[1] == f"  - {problem}"
    assert lines[-1] == "  - … and 3 more"
    assert len(lines) == 1 + TableError.shown + 1
    assert "1 problem;" in str(TableError("diary.csv", [problem]))


@pytest.mark.parametrize(
    ("name", "found"),
    [("masage", "massage"), ("MASSAGE", "massage"), ("sleep hygiene", "Sleep_Hygiene"), ("zzz", None)],
)
def test_nearest_name(name: str, found: str | None):
    assert nearest(name, NAMES) == found


def test_did_you_mean_offers_one_or_lists_all():
    assert did_you_mean("masage", NAMES) == "Did you mean 'massage'?"
    assert did_you_mean("zzz", NAMES) == "Known: Sleep_Hygiene, massage, mindfulness."
