"""The evidence as a page: the golden answers to three questions, and what holds for every fact.

After a change that is wanted: `UNKNOT_RENEW_GOLDEN=1 pytest tests/report`, then read the diff.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from unknot.evidence import load
from unknot.evidence.search import search
from unknot.report import evidence_page
from unknot.report.evidence_data import contents_to_json, to_json
from unknot.report.evidence_words import amount, decimal, readable, study_named

GOLDEN = Path(__file__).parents[1] / "golden"
QUESTIONS = {
    "endorphins": "does massage raise endorphins?",
    "depression": "massage__depression",
    "exercise": "exercise",
}
FACTS = [*load.claims(), *load.arrows(), *load.interventions()]


def printed(question: str, width: int = 90) -> str:
    console = Console(file=io.StringIO(), width=width)
    evidence_page.render(search(question), console)
    return console.file.getvalue()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_page_is_the_golden_one(name):
    path = GOLDEN / f"evidence_{name}.txt"
    text = printed(QUESTIONS[name])
    if os.environ.get("UNKNOT_RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 96])
@pytest.mark.parametrize("name", FACTS)
def test_nothing_but_an_address_is_broken_or_overflows(name, width):
    lines = printed(name, width).split("\n")
    assert max(cell_len(line) for line in lines) <= width
    assert not any(line.endswith(" ") or line.lstrip().startswith("%") for line in lines)


@pytest.mark.parametrize("name", load.arrows())
def test_the_page_of_an_arrow_says_its_verdict_its_grade_and_every_study(name):
    arrow, text = load.arrow(name), " ".join(printed(name).split())
    assert arrow.verdict in text
    assert arrow.grade in text
    for finding in arrow.findings:
        assert study_named(load.study(finding.study)) in text
        assert f"Certainty {finding.certainty}" in text


@pytest.mark.parametrize("name", load.claims())
def test_the_page_of_a_claim_says_what_people_say_and_what_stands(name):
    claim, text = load.claim(name), " ".join(printed(name).split())
    assert claim.statement in text
    assert f"Verdict · {claim.verdict}" in text
    assert "What stands" in text
    assert "What does not" in text
    assert all(load.arrow(arrow).title in text for arrow in claim.arrows)


def test_no_key_of_a_study_is_left_in_a_page():
    text = "".join(printed(name) for name in (*load.claims(), *load.interventions()))
    addresses = [study.link or "" for study in load.studies().values()]
    for address in addresses:
        text = text.replace(address, "")
    assert [key for key in load.studies() if f"{key} " in text or f"({key}" in text] == []


def test_the_list_names_every_claim_with_its_verdict():
    console = Console(file=io.StringIO(), width=96)
    evidence_page.render_contents(console)
    text = console.file.getvalue()
    assert all(claim.name in text and claim.verdict in text for claim in load.claims().values())
    assert f"{len(load.arrows())}\N{NO-BREAK SPACE}arrows" in text
    assert f"{len(load.studies())}\N{NO-BREAK SPACE}studies" in text


def test_json_holds_the_answer_its_studies_and_the_others():
    body = json.loads(to_json(search("massage__depression")))
    answer = body["answer"]
    assert (answer["kind"], answer["source"], answer["target"]) == ("arrow", "massage", "depression")
    assert answer["pooled"][0]["result"]["fixed"]["value"] == pytest.approx(-0.63, abs=0.01)
    assert {finding["study"] for finding in answer["findings"]} == {study["key"] for study in answer["studies"]}
    assert all(study["link"].startswith("http") for study in answer["studies"])
    assert body["see_also"] == []


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_can_be_had_as_json(name):
    assert json.loads(to_json(search(name)))["answer"]["name"]


def test_the_list_can_be_had_as_json():
    body = json.loads(contents_to_json())
    assert [claim["name"] for claim in body["claims"]] == list(load.claims())
    assert [arrow["name"] for arrow in body["arrows"]] == list(load.arrows())


def test_sizes_are_said_with_their_scale():
    assert decimal(-0.6400) == "−0.64"
    assert decimal(-0.001) == "0"
    assert amount("SMD", -0.5) == "−0.5\N{NO-BREAK SPACE}standard deviations"
    assert amount("RR", 1.25) == "1.25\N{NO-BREAK SPACE}times as likely"
    assert amount("r", 0.26) == "r\N{NO-BREAK SPACE}0.26"


def test_keys_and_minus_signs_are_made_readable():
    text = readable("At -0.5 (95 % -1 to 2, kaada1989), not 1-2 or kaada.", load.studies())
    space = "\N{NO-BREAK SPACE}"
    assert text == f"At −0.5 (95{space}% −1 to 2, Kaada and Torsteinbø 1989), not 1-2 or kaada."
