"""What a trial says in words: each verdict has its sentence, and nothing is promised."""

from __future__ import annotations

import dataclasses

import pytest

from unknot.planning.trial.analysis import PeriodSeen, Span, TrialAnalysis
from unknot.planning.trial.mixture_effect import EFFECTS
from unknot.planning.trial.randomisation_test import RandomisationTest
from unknot.planning.trial.verdict import Verdict
from unknot.records import Record, Response
from unknot.report import trial_words
from unknot.report.trial_analysis_page import render

RECORD = Record("Kari", tuple(Response(day + 0.8, "pain", 5.0) for day in range(28)))
PERIODS = tuple(PeriodSeen(i + 1, i % 2, 14.0 * i, 14.0 * i + 14, 8, 4, 6.0 - i % 2) for i in range(2))
BETTER = TrialAnalysis(
    titles=("Massage, 60 minutes weekly", "no massage"),
    instrument="pain",
    better_low=True,
    meaningful=1.0,
    effect=Span(-1.4, -2.3, -0.5),
    probability_second_better=0.99,
    probability_first_better=0.01,
    probability_second_meaningful=0.85,
    probability_first_meaningful=0.004,
    probability_too_small=0.146,
    verdict=Verdict.SECOND_BETTER,
    by_a_meaningful_amount=True,
    carry_over_half_life=1.5,
    correlation=0.3,
    trend=-0.1,
    log_likelihood=(0.0,) * len(EFFECTS),
    test=RandomisationTest(-1.5, 1.0, 2, True, 1.0),
    periods=PERIODS,
    missing_days=4,
)
CANNOT = dataclasses.replace(BETTER, verdict=Verdict.CANNOT_TELL, effect=Span(-0.4, -1.8, 1.2))


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_better_option_is_named_with_its_interval():
    assert _plain(trial_words.headline(BETTER)) == (
        "“no massage” was better than “Massage, 60 minutes weekly” for this person, by 1.4 points "
        "(95 % sure: 0.5 to 2.3 points)."
    )


def test_cannot_tell_is_said_plainly_and_is_no_finding_of_no_difference():
    assert _plain(trial_words.headline(CANNOT)) == (
        "Can’t tell. The answers fit anything from 1.2 points better under “Massage, 60 minutes weekly” to "
        "1.8 points better under “no massage” (95 % sure)."
    )
    assert trial_words.caution(CANNOT).startswith("This is not a finding of no difference.")


def test_no_difference_is_said_with_the_bound_it_was_judged_by():
    found = dataclasses.replace(BETTER, verdict=Verdict.NO_DIFFERENCE, probability_too_small=0.93)
    assert _plain(trial_words.headline(found)).endswith("it is 93 % probable that they are less than 1 point apart.")


def test_a_better_option_that_may_not_matter_says_so():
    found = dataclasses.replace(BETTER, by_a_meaningful_amount=False)
    assert "too little to matter" in trial_words.caution(found)


def test_high_answers_that_are_good_turn_the_sides():
    assert trial_words.benefit(BETTER) == (0.5, 1.4, 2.3)
    assert trial_words.benefit(dataclasses.replace(BETTER, better_low=False)) == (-2.3, -1.4, -0.5)


def test_few_blocks_are_said_to_be_too_few_for_the_randomisation_test():
    assert "p cannot fall below 1.00" in trial_words.test_sentence(BETTER)
    assert "none" in trial_words.test_sentence(dataclasses.replace(BETTER, test=None))


@pytest.mark.parametrize("found", [BETTER, CANNOT], ids=["better", "can't tell"])
def test_the_page_promises_nothing_and_every_drawing_has_a_sentence_and_a_table(found):
    page = render(RECORD, found)
    assert "does not promise less pain" in page
    assert "kravitz2018, 215 people" in _plain(page)
    assert page.count('role="img"') == page.count("The same in numbers") == 2
    assert "<script" not in page
