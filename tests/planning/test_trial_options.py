"""Options are read as people write them."""

from __future__ import annotations

import pytest

from unknot.errors import UnknotError
from unknot.planning.trial.options import Option, parse_option, refuse_same


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("massage 60 min weekly", Option("massage", 60, 7)),
        ("Massage 30 minutes fortnightly", Option("massage", 30, 14)),
        ("mindfulness daily", Option("mindfulness", 20, 1)),
        ("massage every 10 days", Option("massage", 60, 10)),
        ("no mindfulness", Option("mindfulness", 0, 0)),
        ("without massage", Option("massage", 0, 0)),
        ("sleep hygiene", Option("sleep_hygiene", 15, 1)),
    ],
)
def test_an_option_is_what_it_says_and_the_usual_otherwise(text, wanted):
    found = parse_option(text)
    assert (found.intervention, found.gap_days) == (wanted.intervention, wanted.gap_days)
    assert found.absent == wanted.absent
    if any(character.isdigit() for character in text.split("every")[0]):
        assert found.minutes == wanted.minutes


def test_practices_are_daily_and_sessions_weekly_where_nobody_said():
    assert parse_option("mindfulness").gap_days == 1
    assert parse_option("massage").gap_days == 7


def test_titles_read_like_sentences():
    assert parse_option("massage 30 min twice a week").title == "Massage, 30 minutes twice a week"
    assert parse_option("no massage").title == "no massage"


@pytest.mark.parametrize("text", ["masage weekly", "", "massage 9000 min", "massage every 60 days"])
def test_what_cannot_be_is_refused_with_what_to_do(text):
    with pytest.raises(UnknotError) as refused:
        parse_option(text)
    assert refused.value.given == repr(text)
    assert refused.value.todo


@pytest.mark.parametrize("text", ["nsaid", "no medication"])
def test_no_trial_switches_a_medicine(text):
    with pytest.raises(UnknotError, match="No trial changes a medicine"):
        parse_option(text)


def test_a_misspelt_treatment_is_offered_rightly():
    with pytest.raises(UnknotError, match="Did you mean 'massage'"):
        parse_option("masage weekly")


def test_two_options_must_differ():
    with pytest.raises(UnknotError, match="different"):
        refuse_same(parse_option("massage"), parse_option("massage 60 min weekly"))
