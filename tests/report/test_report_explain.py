"""The sentences, word by word.

After a change that is wanted: `UNKNOT_RENEW_GOLDEN=1 pytest tests/report`, then read the diff.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_up_answers import POOR_NIGHT, WALKING, relief_of
from report_cases import CASES

from unknot.report import explain, explain_days
from unknot.report.answer import NOT_ENOUGH, Estimate

GOLDEN = Path(__file__).parents[1] / "golden"
CAUSAL = re.compile(
    r"\b(causes?d?|because|due to|leads? to|thanks to|brings?|triggers?|makes?|helps?|works?|reduces?)\b"
)
ALLOWED = "not proof of a cause"


def sentences(answer):
    level = answer.interval_level
    yield explain_days.who(answer)
    yield explain_days.timeline_sentence(answer)
    yield explain_days.timeline_reading(answer)
    if not answer.relief:
        yield from explain.no_sessions()
    for entry in answer.relief:
        yield f"# {entry.title}"
        yield explain.relief_sentence(entry, level)
        yield explain.learned_from(entry)
        yield explain.doubt_taken(entry)
        yield explain.unknown_treatment(entry)
        yield explain.bands_heading(entry)
        yield from (f"{title}: {share:.3f}" for title, share in explain.band_shares(entry))
        yield explain.band_sentence(entry)
        yield explain.curve_sentence(entry, level)
        yield from (f"{fact.label}: {fact.value} ({fact.interval})" for fact in explain.facts(entry, level))
    yield "# days"
    yield explain_days.drivers_sentence(answer)
    yield explain_days.drivers_step(answer)
    yield from (explain_days.driver_sentence(driver, level) for driver in answer.drivers)
    yield explain_days.forecast_sentence(answer)
    yield "# how far to trust it"
    yield explain_days.trust(answer)
    yield explain_days.diagnostics(answer)
    yield explain_days.provenance(answer)
    yield explain_days.level_note(answer)
    yield from explain_days.limits(answer)


def page(answer):
    return "\n".join(sentence for sentence in sentences(answer) if sentence) + "\n"


@pytest.mark.parametrize("name", sorted(CASES))
def test_sentences_are_the_golden_ones(name):
    path = GOLDEN / f"report_{name}.txt"
    text = page(CASES[name]())
    if os.environ.get("UNKNOT_RENEW_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_sentence_claims_a_cause(name):
    answer = CASES[name]()
    limits = explain_days.limits(answer)
    assert ALLOWED in limits[0]
    text = "\n".join(sentence for sentence in sentences(answer) if sentence not in limits)
    assert CAUSAL.findall(text) == []


def test_nothing_is_said_as_known_without_enough_data():
    entry = relief_of(verdict=NOT_ENOUGH)
    assert explain.relief_sentence(entry, 0.8).startswith("We cannot say yet")
    assert all(fact.value == "cannot say yet" for fact in explain.facts(entry, 0.8))
    assert "%" not in explain.band_sentence(entry)


def test_the_level_of_the_intervals_is_the_answers_own():
    text = explain.relief_sentence(relief_of(), 0.9)
    assert "90\N{NO-BREAK SPACE}% sure" in text
    assert "80" not in text


def test_the_part_that_stays_is_not_counted_as_fading():
    assert "half of the relief is gone" in explain.relief_sentence(relief_of(stays=(0.02, 0, 0.1)), 0.8)
    some = explain.relief_sentence(relief_of(stays=(0.4, 0.1, 0.6)), 0.8).replace("\N{NO-BREAK SPACE}", " ")
    assert "half of the relief that fades is gone" in some
    assert some.endswith("; about 40 % of the relief stays.")


def test_a_relief_under_one_point_does_not_last_above_it():
    fact = explain.facts(relief_of(above=(0.0, 0.0, 1.0)), 0.8)[1]
    assert fact.value == "perhaps not at all"
    assert fact.interval.endswith("not at all to 1\N{NO-BREAK SPACE}day")


@pytest.mark.parametrize(
    ("title", "minutes", "words"),
    [
        ("Massage", 60, "a 60-minute massage session"),
        ("Thai massage", 80, "an 80-minute Thai massage session"),
        ("TENS", 18, "an 18-minute TENS session"),
        ("Relaxation practice", 11, "an 11-minute relaxation practice"),
        ("Massage of the back, with heat", 45, "a 45-minute session of massage of the back, with heat"),
        ("Ibuprofen", 0, "one ibuprofen session"),
    ],
)
def test_a_session_is_named_as_in_a_sentence(title, minutes, words):
    assert explain.session(relief_of(title=title, minutes=minutes)) == words


def test_a_name_that_somebody_typed_stands_in_quotation_marks():
    assert explain.session(relief_of(title="rest", minutes=20, known=False)) == "a 20-minute session of “rest”"


def test_less_pain_has_a_positive_interval_in_order():
    text = explain_days.driver_sentence(WALKING, 0.8).replace("\N{NO-BREAK SPACE}", " ")
    assert text == "A day with a long walk goes with 0.4 points less pain (80 % sure: 0.1 to 0.7)."


def test_an_interval_across_zero_keeps_its_sign():
    across = replace(POOR_NIGHT, effect=Estimate(-0.4, -0.9, 0.1))
    assert "(80\N{NO-BREAK SPACE}% sure: −0.1 to 0.9)" in explain_days.driver_sentence(across, 0.8)
