"""What is expected together with other clients, word by word, and apart from what the own diary shows.

After a change that is wanted: `UNKNOT_RENEW_GOLDEN=1 pytest tests/report`, then read the diff.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from closed_schemas import closed
from made_up_plans import made_up_plans
from pypdf import PdfReader
from reading_ease import reading_ease
from report_cases import CASES
from rich.console import Console
from sentence_support import unsupported
from test_report_plan import DATED, SIMULATED, WISHES

from unknot.inference.others import Others
from unknot.inference.shared_relief import SharedRelief, Spread
from unknot.inference.together import Together, fit_together
from unknot.planning.planner import plan
from unknot.report import explain_others, terminal
from unknot.report.answer import Estimate, ExpectedRelief, WithOthers
from unknot.report.document import render as render_page
from unknot.report.explained import explain
from unknot.report.paper import CLIENT, DOCTOR, Letterhead, paper
from unknot.report.plan_assemble import plan_answer
from unknot.report.plan_document import render as render_plan
from unknot.report.plan_terminal import render as print_plan
from unknot.report.schemas import schema
from unknot.tables.load import read_records

GOLDEN = Path(__file__).parents[1] / "golden"
MASSAGE = ExpectedRelief(
    intervention="massage",
    clients=200,
    peak=Estimate(1.8, 1.2, 2.4),
    half_life_days=Estimate(2.1, 1.0, 4.2),
    share_that_stays=Estimate(0.16, 0.08, 0.29),
    from_own_diary=0.41,
)
USUAL = WithOthers((MASSAGE,), (), True, 576, 311.0, 0.2, True, "ab" * 32)
SILENT = replace(MASSAGE, from_own_diary=0.01, share_that_stays=Estimate(0.02, 0.0, 0.1), clients=5)
EXPECTED = {
    "usual": USUAL,
    "silent diary": replace(USUAL, relief=(SILENT,)),
    "not to be trusted": replace(USUAL, trustworthy=False, rests=False),
    "not pooled": replace(USUAL, relief=(replace(MASSAGE, intervention="heat"),), not_pooled=("massage",)),
}
HEAD = Letterhead("Practice at the Mill", "Kim Arai", "Mara Lindqvist", date(2026, 11, 24))


def _said(with_others: WithOthers):
    return *explain_others.expected_of(with_others, "massage", 0.8), explain_others.days_ahead(with_others)


def _plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def _is_golden(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UNKNOT_RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@cache
def _together() -> Together:
    (record,) = read_records(SIMULATED / "responses.csv", SIMULATED / "doses.csv")
    shared = SharedRelief(size=Spread(1.8, 0.6), log_half_life=Spread(0.7, 0.6), logit_staying=Spread(-1.7, 0.6))
    others = Others({"massage": shared}, {"massage": 200}, rests=True, file_hash="ab" * 32)
    return fit_together(replace(record, clock=DATED), others)


@cache
def _planned():
    return plan(_together(), WISHES, draws=60)


@pytest.fixture
def as_written(monkeypatch):
    """The plan with what is expected as it is written above, so that its words never vary."""
    for module in ("plan_notes", "plan_assemble"):
        monkeypatch.setattr(f"unknot.report.{module}.others_answer", lambda together: USUAL)


def test_the_sentences_are_the_golden_ones():
    lines: list[str] = []
    for name, with_others in EXPECTED.items():
        lines += [f"# {name}", *(sentence.text for sentence in _said(with_others))]
    _is_golden("with_others", "\n".join(lines) + "\n")


def test_every_sentence_stands_on_what_it_says_and_is_plain():
    for name, with_others in EXPECTED.items():
        for sentence in _said(with_others):
            assert unsupported(sentence) == set(), f"{name}: {sentence.text!r}"
        assert reading_ease(" ".join(sentence.text for sentence in _said(with_others))) >= 60


@pytest.mark.parametrize("name", EXPECTED)
def test_every_page_says_it_beside_what_the_diary_shows(name):
    alone = CASES["several"]()
    answered = replace(alone, with_others=EXPECTED[name])
    console = Console(width=90, record=True, file=io.StringIO())
    terminal.render(answered, console)
    printed, page = _plain(console.export_text()), _plain(render_page(answered))
    for text in (printed, page):
        assert text.count(explain_others.HEADING) == 2
        assert "Too few clients of the caseload had this to add anything here." in text
        for sentence in _said(EXPECTED[name]):
            assert _plain(sentence.text) in text
    assert explain_others.HEADING not in render_page(alone)
    assert explain(answered).client[1].text == explain_others.days_ahead(EXPECTED[name]).text


@pytest.mark.parametrize("reader", [DOCTOR, CLIENT])
@pytest.mark.parametrize("case", ["learned", "several"])
def test_on_paper_it_is_said_within_the_two_pages(case, reader):
    made = PdfReader(io.BytesIO(paper(replace(CASES[case](), with_others=USUAL), HEAD, reader)))
    text = _plain(" ".join(page.extract_text() for page in made.pages))
    assert len(made.pages) == 2
    assert "Together with 200 other clients: half of the relief that fades is gone in about 2 days" in text
    assert "These days are worked out with what 200 other clients show" in text


@pytest.mark.parametrize("name", EXPECTED)
def test_the_json_gains_one_field_and_only_then(name):
    alone = CASES["learned"]()
    before, after = (json.loads(one.to_json()) for one in (alone, replace(alone, with_others=EXPECTED[name])))
    jsonschema.validate(after, closed(schema("report")))
    assert after.pop("with_others")["pool_hash"] == "ab" * 32
    assert after == before


def test_the_plan_in_sentences_is_the_golden_one(as_written):
    made = made_up_plans(_planned())
    lines: list[str] = []
    for case in ("usual", "little_data"):
        lines += [f"# {case}", *(note.text for note in plan_answer(made[case]).notes)]
    _is_golden("plan_with_others", "\n".join(lines) + "\n")
    for note in plan_answer(made["usual"]).notes:
        assert unsupported(note) == set()


def test_a_plan_counts_in_the_others_and_claims_what_the_diary_shows():
    alone = plan(_together().own, WISHES, draws=60)
    body = json.loads(plan_answer(_planned()).to_json())
    jsonschema.validate(body, closed(schema("plan")))
    assert [entry["intervention"] for entry in body["with_others"]["relief"]] == ["massage"]
    assert "with_others" not in json.loads(plan_answer(alone).to_json())
    assert _planned().supported == alone.supported
    halves = [
        sentence.text for found in (alone, _planned()) for sentence in explain(found).therapist
        if sentence.text.startswith("Half-life of relief after a session")
    ]  # fmt: skip
    assert halves[0] == halves[1]
    assert _planned().options[-1].outcome.pain != alone.options[-1].outcome.pain


def test_the_pages_of_a_plan_say_that_others_count(as_written):
    answered = plan_answer(_planned())
    console = Console(width=100, record=True, file=io.StringIO())
    print_plan(answered, console)
    for text in (_plain(console.export_text()), _plain(render_plan(answered))):
        assert "Massage: all chances and days here take in what other clients show" in text
        assert "Together with 200 other clients: half of the relief that fades is gone in about 2 days" in text


def test_where_the_diary_cannot_tell_the_days_of_sessions_follow_the_others():
    shaky = replace(_planned().outlook.posterior.check, effective_sample_size=10.0)
    together = replace(_together(), own=replace(_together().own, check=shaky))
    made = replace(made_up_plans(_planned())["usual"], together=together)
    assert not made.supported
    assert not plan_answer(made).trustworthy
    assert "so the days of sessions follow other clients" in plan_answer(made).options[1].reason
