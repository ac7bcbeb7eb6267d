"""Scores follow the published rules, worked by hand."""

from __future__ import annotations

from itertools import product

import pytest

from unknot.evidence.load import questionnaires
from unknot.evidence.scoring import graded_chronic_pain, score

PEG = ("peg_average", "peg_enjoyment", "peg_activity")
PHQ = ("phq_nervous", "phq_worry", "phq_interest", "phq_down")


def _score(name: str, answers: dict[str, int]):
    return score(questionnaires()[name], answers)


def test_peg_is_the_mean_of_its_three_answers():
    assert _score("peg", dict(zip(PEG, (7, 4, 5), strict=True))).value == pytest.approx(16 / 3)
    assert _score("peg", dict(zip(PEG, (0, 0, 0), strict=True))).value == 0
    assert _score("peg", dict(zip(PEG, (10, 10, 10), strict=True))).value == 10


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "none or minimal"),
        (2, "none or minimal"),
        (3, "mild"),
        (5, "mild"),
        (6, "moderate"),
        (8, "moderate"),
        (9, "severe"),
        (12, "severe"),
    ],
)
def test_phq4_bands_begin_where_they_were_published_to(total, band):
    filled = dict(zip(PHQ, (min(3, max(0, total - 3 * i)) for i in range(4)), strict=True))
    found = _score("phq4", filled)
    assert (found.value, found.band) == (total, band)


def test_phq4_screens_are_positive_from_three_of_a_pair():
    found = _score("phq4", dict(zip(PHQ, (2, 1, 1, 1), strict=True)))
    assert [(part.title, part.value, part.positive) for part in found.subscales] == [
        ("Anxiety", 3, True),
        ("Low mood", 2, False),
    ]


@pytest.mark.parametrize(
    ("pain_days", "limited_days", "three", "grade"),
    [
        (0, 0, (0, 0, 0), 0),
        (1, 3, (10, 10, 10), 0),
        (2, 0, (3, 4, 4), 1),
        (2, 1, (4, 4, 4), 2),
        (3, 1, (10, 10, 10), 2),
        (2, 2, (0, 0, 0), 3),
        (3, 3, (10, 10, 10), 3),
    ],
)
def test_graded_chronic_pain_by_hand(pain_days, limited_days, three, grade):
    assert graded_chronic_pain(pain_days, limited_days, *three) == grade


def test_graded_chronic_pain_over_all_answers_follows_the_order_of_the_published_rule():
    for pain_days, limited_days, total in product(range(4), range(4), range(31)):
        average, rest = min(total, 10), max(0, total - 10)
        three = (average, min(rest, 10), max(0, rest - 10))
        if pain_days < 2:
            expected = 0
        elif limited_days >= 2:
            expected = 3
        else:
            expected = 2 if total >= 12 else 1
        assert graded_chronic_pain(pain_days, limited_days, *three) == expected


def test_graded_chronic_pain_takes_the_answers_of_the_peg():
    answers = {"gcps_pain_days": 2, "gcps_limited_days": 1, **dict(zip(PEG, (4, 4, 4), strict=True))}
    found = _score("gcps_r", answers)
    assert (found.value, found.band) == (2, "bothersome chronic pain")


def test_activities_are_averaged_over_those_that_were_named():
    assert _score("psfs", {"psfs_1": 2, "psfs_3": 5}).value == 3.5


@pytest.mark.parametrize("name", sorted(questionnaires()))
def test_a_missing_answer_gives_no_score_and_never_a_zero(name):
    questionnaire = questionnaires()[name]
    full = {**{item.name: 1 for item in questionnaire.items}, **dict.fromkeys(questionnaire.also, 1)}
    assert _score(name, {}) is None
    if questionnaire.scoring != "mean_of_given":
        for gap in full:
            assert _score(name, {key: value for key, value in full.items() if key != gap}) is None


def test_no_item_is_named_twice_and_what_is_shared_is_there():
    names = [item.name for questionnaire in questionnaires().values() for item in questionnaire.items]
    assert len(set(names)) == len(names)
    for questionnaire in questionnaires().values():
        assert set(questionnaire.also) <= set(names)
        own = {item.name for item in questionnaire.items}
        for part in questionnaire.subscales or ():
            assert set(part.items) <= own


@pytest.mark.parametrize("questionnaire", questionnaires().values(), ids=lambda questionnaire: questionnaire.name)
def test_bands_begin_at_the_lowest_score_and_rise(questionnaire):
    if questionnaire.bands is not None:
        starts = [band.least for band in questionnaire.bands]
        assert starts[0] == 0
        assert starts == sorted(set(starts))
    assert (questionnaire.matters is None) == (questionnaire.matters_basis is None)
