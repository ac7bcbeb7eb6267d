"""Questions in plain words find the facts about them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from unknot.errors import FactError
from unknot.evidence import load
from unknot.evidence.search import search, words_in


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("does massage raise endorphins?", "massage_endorphins"),
        ("endorphin", "massage_endorphins"),
        ("cortisol", "massage_cortisol"),
        ("stress hormones", "massage_cortisol"),
        ("serotonin", "massage_serotonin_dopamine"),
        ("does oxytocin build trust?", "oxytocin_trust_pain"),
        ("Can the brain reset pain?", "brain_reset"),
        ("how long does relief last", "relief_lasts"),
        ("what does massage do to appetite", "hormones_mood_appetite_sleep"),
        ("does massage improve sleep", "massage_sleep"),
        ("poor sleep", "poor_sleep_pain"),
        ("tight muscles", "massage_loosens_muscle"),
        ("does it have to hurt", "deep_hurts_helps"),
        ("is it just placebo", "just_placebo"),
        ("slipped disc", "pain_means_damage"),
        ("are opioids the main painkiller of the brain", "opioids_main_painkiller"),
        ("30 or 60 minutes", "massage_dose_minutes__pain_course"),
        ("TENS", "touch_abeta__pain"),
        ("holding hands", "social_touch_support__pain"),
        ("massage", "massage"),
        ("mindfulness", "mindfulness"),
    ],
)
def test_a_question_finds_its_answer_first(question, name):
    assert search(question).hits[0].name == name


@pytest.mark.parametrize("claim", load.claims().values(), ids=lambda claim: claim.name)
def test_a_claim_is_found_by_its_statement(claim):
    assert claim.name in [hit.name for hit in search(claim.statement).hits[:3]]


@pytest.mark.parametrize("arrow", load.arrows().values(), ids=lambda arrow: arrow.name)
def test_an_arrow_is_found_by_its_name_and_by_its_title(arrow):
    assert [hit.name for hit in search(arrow.name).hits] == [arrow.name]
    assert arrow.name in [hit.name for hit in search(arrow.title).hits]


def test_a_slip_of_the_pen_is_mended_and_said():
    found = search("does massage raise serotonine?")
    assert found.corrected == {"serotonine": "serotonin"}
    assert found.hits[0].name == "massage_serotonin_dopamine"


def test_words_that_nothing_is_known_about_are_said():
    assert search("cortisol qwertzuiop").unknown == ("qwertzuiop",)


@pytest.mark.parametrize("question", ["qwertzuiop", "???", "", "does it do this to me"])
def test_what_cannot_be_answered_is_refused(question):
    with pytest.raises(FactError):
        search(question)


def test_hits_fall_in_points_and_none_is_far_behind():
    points = [hit.points for hit in search("sleep and pain").hits]
    assert points == sorted(points, reverse=True)
    assert points[-1] >= points[0] / 2


def test_endings_marks_and_case_do_not_matter():
    assert (
        words_in("Does massage CALM people?") == words_in("massage calms people") == words_in("massage calming people")
    )
    assert words_in("Café") == ("cafe",)


def test_only_what_is_asked_for_is_read():
    code = (
        "from unknot.evidence import load; load.interventions(); load.instruments();"
        "print(load.arrows.cache_info().currsize, load.claims.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "0"]
