"""The report on paper: two pages whatever is said, tagged for screen readers, in plain text that typst never runs."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from made_up_answers import (
    NOT_ENOUGH,
    NUMBERED,
    POOR_NIGHT,
    SITTING,
    STRESSFUL,
    WALKING,
    answer_of,
    relief_of,
    weekly,
)
from pypdf import PdfReader

from unknot.records import Record, Response
from unknot.report.change import Change, change_of, change_sentences
from unknot.report.paper import CLIENT, DOCTOR, Letterhead, paper, written
from unknot.report.paper_tongue import Tongue, left_in_english

HEAD = Letterhead(
    "Practice at the Mill", "Kim Arai", "Mara Lindqvist", date(2026, 11, 24), date(1981, 3, 4), "Low back"
)
LONG = Letterhead("P" * 120, "T " * 60, "N" * 120, date(2026, 11, 24), date(1981, 3, 4), "a long complaint " * 12)
KINDS = ("massage", "mindfulness", "exercise", "tens", "heat", "medication", "relaxation")
UNSURE = "The answers say little about how long relief lasts beyond what was assumed before."


def _many(kinds: tuple[str, ...]):
    relief = tuple(
        relief_of(
            kind, f"{kind.capitalize()} of a kind with a long name", verdict=NOT_ENOUGH, reasons=(UNSURE,), known=False
        )
        for kind in kinds
    )
    return answer_of(
        doses=[dose for kind in kinds for dose in weekly(8, kind)],
        relief=relief,
        drivers=(POOR_NIGHT, STRESSFUL, SITTING, WALKING) * 3,
        next_steps=("Write down what you did, and give the sessions different numbers of days apart. " * 2,) * 8,
        notices=("An hour was assumed for dates without one.",) * 3,
    )


CASES = {
    "usual": (answer_of(doses=weekly(8), relief=(relief_of(),)), HEAD),
    "no sessions": (answer_of(), HEAD),
    "only pain": (answer_of(drivers=(), strips=()), HEAD),
    "day numbers": (answer_of(clock=NUMBERED, doses=weekly(4), relief=(relief_of(),)), HEAD),
    "three years": (answer_of(days=1095, doses=weekly(150), relief=(relief_of(sessions=150),)), HEAD),
    "two kinds": (_many(KINDS[:2]), LONG),
    "seven kinds": (_many(KINDS), LONG),
}


def _read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def _text(made: bytes) -> str:
    return _text_of(_read(made))


def _text_of(read: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


@pytest.mark.parametrize("reader", [DOCTOR, CLIENT])
@pytest.mark.parametrize("case", CASES)
def test_it_has_two_pages_whatever_is_said(case, reader):
    answer, head = CASES[case]
    assert len(_read(paper(answer, head, reader)).pages) == 2


def test_in_another_language_everything_is_said_in_it_but_the_names():
    made = paper(*CASES["usual"], DOCTOR, Tongue("de", lambda text: "".join("x" if c.isalpha() else c for c in text)))
    assert _read(made).trailer["/Root"]["/Lang"].startswith("de")
    words = set(re.findall(r"[A-Za-z]{3,}", _text(made))) - set(re.findall(r"[A-Za-z]{3,}", repr(HEAD)))
    assert {word for word in words if set(word.lower()) != {"x"}} == set()


def test_a_name_that_people_typed_is_no_text_to_translate():
    answer = answer_of(doses=weekly(8), relief=(relief_of("massage", "Rest"),))
    made = paper(answer, HEAD, DOCTOR, Tongue("de", lambda text: {"Rest": "Ruhe", "In short": "Kurz"}.get(text, text)))
    said = _text(made)
    assert "Kurz" in said
    assert "Rest" in said
    assert "Ruhe" not in said


def test_what_is_left_in_english_is_tagged_as_english():
    answer, _head = CASES["usual"]
    made = _read(paper(answer, HEAD, CLIENT, Tongue("de", left_in_english)))
    body = b"".join(page.get_contents().get_data() for page in made.pages)
    assert b"/Lang(en)" in body
    assert not any(mark in _text_of(made) for mark in "\ue000\ue001")
    assert made.metadata.title == "Your pain, and how long relief lasts"
    alternatives = _structure(made.trailer["/Root"]["/StructTreeRoot"])[1]
    assert not any(mark in words for words in alternatives for mark in "\ue000\ue001")
    german = _read(paper(answer, HEAD, CLIENT, Tongue("de")))
    assert b"/Lang(en)" not in b"".join(page.get_contents().get_data() for page in german.pages)


@pytest.mark.parametrize("language", ["en", "en-gb", "en-GB", "de", "de-AT"])
def test_it_says_its_language_as_the_web_writes_it(language):
    made = paper(*CASES["no sessions"], CLIENT, Tongue(language))
    assert _read(made).trailer["/Root"]["/Lang"].lower() == language.lower()


def test_it_is_tagged_titled_and_says_its_language():
    made = _read(paper(*CASES["usual"], DOCTOR))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert made.metadata is not None
    assert made.metadata.title == "Pain and treatment: report for the doctor"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    kinds, alternatives = _structure(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= kinds
    assert len(alternatives) == 2
    assert all(len(words) > 40 for words in alternatives)


def _structure(element) -> tuple[set[str], list[str]]:
    kinds, alternatives, waiting = set(), [], [element]
    while waiting:
        found = waiting.pop().get_object()
        if not isinstance(found, dict):
            continue
        kinds.add(found.get("/S"))
        alternatives += [str(found["/Alt"])] if "/Alt" in found else []
        children = found.get("/K", [])
        waiting += [
            child for child in (children if isinstance(children, list) else [children]) if not isinstance(child, int)
        ]
    return kinds, alternatives


def test_what_people_typed_is_never_run():
    head = Letterhead(
        '#panic("a")', "*bold* $x$", "Mara #let x = 1 \\ @ref <b>", date(2026, 1, 2), None, '"]; #read("/etc")'
    )
    text = _text(paper(CASES["usual"][0], head, CLIENT))
    assert '#panic("a")' in text
    assert "#let x = 1 \\ @ref <b>" in text
    assert '"]; #read("/etc")' in text


def test_the_doctor_is_told_thresholds_dates_and_how_it_was_computed():
    text = _text(paper(*CASES["usual"], DOCTOR))
    assert "born 4 March 1981" in text
    assert "24 November 2026" in text
    assert "2 points" in text
    assert "30 %" in text
    assert "Farrar JT" in text
    assert "9f2c4e7a1b3d5f60" in text
    assert "does not diagnose" in text


def test_a_client_is_told_when_to_see_a_doctor():
    assert "call an ambulance" in _text(paper(*CASES["usual"], CLIENT))


def test_not_enough_data_is_said_and_not_hidden():
    text = _text(paper(*CASES["two kinds"], CLIENT))
    assert "not enough data yet" in text
    assert "cannot say yet" in text


def test_the_same_answer_gives_the_same_words():
    assert _text(paper(*CASES["usual"], DOCTOR)) == _text(paper(*CASES["usual"], DOCTOR))


def _diary(values: list[float]) -> Record:
    return Record("x", tuple(Response(day + 0.8, "pain", value) for day, value in enumerate(values)))


@pytest.mark.parametrize(
    ("first", "last", "points", "share"),
    [
        (8, 6, "is reached", "is not reached"),
        (3, 2, "is not reached", "is reached"),
        (6, 3, "is reached", "is reached"),
    ],
)
def test_a_fall_is_judged_by_each_threshold_apart(first, last, points, share):
    said = change_sentences(Change(first, last))[1]
    assert f"2 points {points}" in said
    assert f"30 % {share}" in said.replace("\N{NO-BREAK SPACE}", " ")


def test_a_rise_is_not_called_a_fall():
    assert "it has not fallen" in change_sentences(Change(4, 5))[0]
    assert "threshold" not in " ".join(change_sentences(Change(4, 5)))


def test_weeks_are_compared_only_where_both_hold_answers():
    found = change_of(_diary([6] * 7 + [5] * 10 + [3] * 7))
    assert (found.first, found.last, found.fall, found.share) == (6, 3, 3, 0.5)
    assert change_of(_diary([6] * 10)) is None
    assert change_of(Record("x", tuple(Response(day, "pain", 5) for day in (0.0, 1.0, 20.0, 21.0)))) is None
    assert change_of(Record("x", ())) is None
    assert Change(0, 0).share == 0


def test_dates_are_written_as_in_britain():
    assert written(date(2026, 11, 4)) == "4 November 2026"
