"""Whatever the science says in the app is said in German, whoever it is about."""

from __future__ import annotations

import dataclasses
import re
import sys
from pathlib import Path

import pytest
from django.utils import translation

# The cases on which the sentences themselves are tested.
sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
from made_up_answers import relief_of
from made_up_plans import made_up_plans
from report_cases import CASES
from test_report_plan import PLANS, found
from test_report_trial import BETTER, CANNOT, RECORD

from unknot.evidence import load
from unknot.planning.trial.design import design_trial
from unknot.planning.trial.options import parse_option
from unknot.planning.trial.sealing import Seal
from unknot.planning.trial.verdict import Verdict
from unknot.report import trial_words
from unknot.report.answer_steps import next_steps
from unknot.report.evidence_reading import study_read
from unknot.report.explained import explain
from unknot.report.paper_content import content_of
from unknot.report.paper_labels import labels_of
from unknot.report.paper_tongue import Tongue, spoken
from unknot.report.plan_assemble import plan_answer
from unknot.report.trial_protocol import protocol
from unknot.report.verdicts import doubts
from unknot.report.why.page_data import page_data
from unknot.web import science_of_evidence, science_of_why
from unknot.web.reports.spoken import BETWEEN_SENTENCES
from unknot.web.translation.said import translated


def _not_said(texts) -> list[str]:
    with translation.override("de"):
        return [text for text in dict.fromkeys(texts) if translated(text) is None]


def _english(texts) -> list[str]:
    """Translations that hold English words all the same."""
    with translation.override("de"):
        said = [translated(text) or "" for text in texts]
    return [text for text in said if re.search(r"\b(the|with|of|and|sessions?|pain|days)\b", text)]


@pytest.mark.parametrize("case", CASES)
def test_what_is_learned_of_a_diary(case):
    answer = CASES[case]()
    texts = [sentence.text for sentence in explain(answer).client if "day" in sentence.numbers]
    for entry in answer.relief:
        texts += [sentence.text for sentence in explain(entry).client]
    texts += next_steps(answer.relief, answer.drivers, trustworthy=answer.diagnostics.trustworthy)
    assert _not_said(texts) == []
    # A treatment of the client's own is called in every language as they call it.
    if {entry.title for entry in answer.relief} <= {fact.title for fact in load.interventions().values()}:
        assert _english(texts) == []


@pytest.mark.parametrize("name", ["sleep", "Rest", "Massage and rest", "Fußreflexzonen"])
def test_a_treatment_that_somebody_named_is_called_as_they_call_it_inside_sentences_too(name):
    entry = relief_of(name, name, known=False)
    texts = [sentence.text for sentence in explain(entry).client]
    with translation.override("de"):
        said = [text for text in map(translated, texts) if text and name in text]
    assert _not_said(texts) == []
    assert len(said) == sum(name in text for text in texts) > 0


def test_why_nothing_is_claimed_and_what_to_write_down():
    half = next(iter(CASES.values()))().relief[0].half_life_days
    wide = dataclasses.replace(half, lo=0.1, hi=30.0)
    texts = [
        *doubts(2, 0.1, 0.2, half, trustworthy=False),
        *doubts(5, 0.9, 0.9, wide, trustworthy=True),
        *next_steps((), (), trustworthy=True),
        *next_steps((), (), trustworthy=False),
    ]
    assert _not_said(texts) == []


@pytest.mark.parametrize("reader", ["doctor", "client"])
@pytest.mark.parametrize("case", CASES)
def test_the_report_on_paper(case, reader):
    answer = CASES[case]()
    content = content_of(answer, reader)
    # Names of software, and how a table was read, which the app's own records never say.
    content = {**content, "provenance": "", "notices": [], "labels": labels_of(for_doctor=reader == "doctor")}
    texts: list[str] = []
    spoken(content, Tongue("de", lambda text: texts.append(text) or text))
    own = {entry.title for entry in answer.relief} - {fact.title for fact in load.interventions().values()}
    steps = set(answer.next_steps)
    parts = [one for text in _not_said(texts) if text not in own | steps for one in BETWEEN_SENTENCES.split(text)]
    assert [one for one in _not_said(parts) if re.search("[a-z]", one)] == []


def test_how_much_was_learned_from_reads_as_german():
    asked = {
        "Learned from 8 sessions.": "Gelernt aus 8 Behandlungen.",
        "Learned from 3 of 8 sessions (those with answers on pain in the week after).": (
            "Gelernt aus 3 von 8 Behandlungen (mit Antworten zum Schmerz in der Woche danach)."
        ),
        "So far from 1 session.": "Bisher aus 1 Behandlung.",
        "Only 2 of 5 sessions have answers on pain in the week after.": (
            "Nur zu 2 von 5 Behandlungen gibt es Antworten zum Schmerz in der Woche danach."
        ),
        "over 7 days": "mehr als 7 Tage",
    }
    with translation.override("de"):
        said = {text: (translated(text) or "").replace("\N{NO-BREAK SPACE}", " ") for text in asked}
    assert said == asked


def test_everything_that_is_known():
    texts: list[str] = []
    for name in load.claims():
        read = science_of_evidence.claim(name)
        texts += [read.title, read.statement, read.verdict, read.stands, read.falls]
    for name in load.arrows():
        read = science_of_evidence.arrow(name)
        texts += [read.title, read.consensus, read.verdict, read.claim, *(part for pair in read.facts for part in pair)]
        texts += [pool.label for pool in read.pools]
        texts += [text for pool in read.pools for text in (*pool.lines, *pool.cautions)]
        for finding in read.findings:
            texts += [finding.size, finding.effect, finding.measured, finding.certainty, finding.study.design]
        texts += read.sizes
    for name in load.interventions():
        read = science_of_evidence.treatment(name)
        texts += [read.title, read.usual, read.description, read.onset, read.expected, read.harms]
        texts += [text for study in read.studies for text in (study.design, study.finding)]
    assert _not_said(texts) == []


@pytest.mark.parametrize("key", load.studies())
def test_what_a_study_found_is_said_with_all_its_numbers(key):
    study = study_read(key)
    with translation.override("de"):
        found, design = translated(study.finding), translated(study.design)
    assert found is not None
    assert design is not None
    assert _numbers(found, ",", r"(?<=\d) (?=\d{3}\b)") == _numbers(study.finding, ".", r"(?<=\d),(?=\d{3}\b)")
    assert _english([study.finding, study.design]) == []


def _numbers(text: str, point: str, between_thousands: str) -> list[str]:
    """The numbers of a text in the order of their size, with a point before decimals."""
    even = re.sub(between_thousands, "", text.replace("\N{NO-BREAK SPACE}", " "))
    return sorted(re.findall(r"−?\d+(?:\.\d+)?", re.sub(rf"(?<=\d){re.escape(point)}(?=\d)", ".", even)))


def test_the_living_picture():
    texts = [sentence for one in science_of_why.levers() for sentence in (one.title, *one.once, *one.kept_up)]
    for part in science_of_why.parts():
        texts += [part.node.title, part.node.doc]
        texts += [text for way in (*part.fed_by, *part.feeds) for text in (way.sentence, way.grade)]
    moving = page_data()
    texts += moving["moments"]
    texts += [text for one in moving["levers"].values() for mode in ("once", "kept_up") for text in one[mode]["told"]]
    assert _not_said(texts) == []
    assert _english(texts) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", PLANS)
def test_plans(case):
    answer = plan_answer(made_up_plans(found())[case])
    texts = [answer.treatment, *(rule.title for rule in answer.rules), *(rule.statement for rule in answer.rules)]
    for option in answer.options:
        texts += [option.name, *(reason.text for reason in option.reasons)]
        texts += [text for home in option.home for text in (home.title, home.harms)]
    texts += [note.text for note in answer.notes if "A condition" not in note.text]
    texts += [sentence.text for sentence in answer.explanation.client if "A condition" not in sentence.text]
    texts.append(answer.explanation.therapist[-1].text)
    assert _not_said(texts) == []
    assert _english(texts) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second"), [("massage 60 min weekly", "no massage"), ("mindfulness 20 min daily", "massage fortnightly")]
)
def test_the_protocol_of_a_trial(first, second):
    options = parse_option(first), parse_option(second)
    design = protocol(design_trial(*options, blocks=2, seal=Seal("s", 2), trials=3, seed=1), "2027-01-04")
    texts = [design.summary, *(option.title for option in options)]
    texts += [text for item in design.items for text in (item.title, item.text)]
    assert _not_said(texts) == []
    assert _english(texts) == []


@pytest.mark.parametrize(
    "found",
    [
        BETTER,
        CANNOT,
        dataclasses.replace(BETTER, verdict=Verdict.FIRST_BETTER),
        dataclasses.replace(BETTER, verdict=Verdict.NO_DIFFERENCE, test=None),
        dataclasses.replace(BETTER, by_a_meaningful_amount=False),
        dataclasses.replace(BETTER, periods=tuple(dataclasses.replace(p, left_out=0) for p in BETTER.periods)),
    ],
)
def test_what_a_trial_found(found):
    texts = [
        trial_words.headline(found),
        trial_words.meaning(found),
        trial_words.caution(found),
        trial_words.test_sentence(found),
        trial_words.design_sentence(RECORD, found),
        *trial_words.limits(found),
    ]
    assert _not_said(texts) == []
    assert _english(texts) == []
