"""`unknot evidence` and `unknot cite`: what they print, and that a report reads no more facts than it needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unknot.evidence import load

SIMULATED = Path(__file__).parents[2] / "examples" / "simulated"


def test_a_question_is_answered(run):
    ended = run("evidence", "does massage raise endorphins?")
    assert ended.code == 0
    assert "Verdict · not shown" in ended.out
    assert "https://doi.org/10.1093/ptj/67.6.926" in ended.out


def test_a_question_needs_no_quotation_marks(run):
    assert run("evidence", "does", "massage", "raise", "endorphins").out == run("evidence", "massage endorphins").out


def test_json_is_one_object(run):
    body = json.loads(run("evidence", "oxytocin__pain", "--json").out)
    assert body["answer"]["grade"] == "speculative"


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_without_a_question_the_claims_are_listed(run, options):
    ended = run("evidence", *options)
    assert ended.code == 0
    assert all(name in ended.out for name in load.claims())


def test_what_nothing_is_known_about_is_said(run):
    ended = run("evidence", "qwertzuiop")
    assert (ended.code, ended.out) == (1, "")
    assert "Nothing is known about this" in ended.err


def test_bibtex_is_printed(run):
    ended = run("cite", "kaada1989", "offset_analgesia__pain")
    assert ended.code == 0
    assert [line for line in ended.out.splitlines() if line.startswith("@")] == [
        "@article{kaada1989,",
        "@article{martucci2012,",
    ]


def test_nothing_to_cite_is_said(run):
    ended = run("cite")
    assert (ended.code, ended.out) == (1, "")
    assert "nothing to cite" in ended.err


def test_a_report_reads_no_arrows_and_can_be_cited(run, tmp_path: Path, monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("a report needs no arrows")

    with monkeypatch.context() as context:
        load.arrows.cache_clear()
        load.claims.cache_clear()
        context.setattr(load, "read_arrows", refuse)
        ended = run("report", SIMULATED / "responses.csv", SIMULATED / "doses.csv", "--json")
        assert ended.code == 0, ended.err
    report = tmp_path / "report.json"
    report.write_text(ended.out, encoding="utf-8")
    cited = run("cite", "--report", report).out
    assert all(f"{{{key}," in cited for key in load.intervention("massage").sources)
