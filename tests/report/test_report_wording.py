import math

import pytest

from unknot.report import wording
from unknot.report.answer import Estimate


def said(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.0, "less than an hour"),
        (1 / 24, "1 hour"),
        (5.2 / 24, "5 hours"),
        (23.4 / 24, "23 hours"),
        (23.6 / 24, "1 day"),
        (1.0, "1 day"),
        (1.3, "1½ days"),
        (1.6, "1½ days"),
        (2.9, "3 days"),
        (4.6, "4½ days"),
        (4.8, "5 days"),
        (12.4, "12 days"),
        (21.0, "21 days"),
        (22.0, "3 weeks"),
        (24.0, "3½ weeks"),
        (60.0, "9 weeks"),
        (400.0, "more than a year"),
        (math.inf, "more than a year"),
    ],
)
def test_durations_are_said_as_people_say_them(days, words):
    assert said(wording.duration(days)) == words


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (Estimate(3, 1.5, 6), "1½ to 6"),
        (Estimate(2, 0.6, 5), "14 hours to 5 days"),
        (Estimate(0.3, 0.1, 0.5), "2 to 12"),
        (Estimate(0.9, 1.2, 2.4), "1 to 2½ days"),
        (Estimate(3, 0.0, 30), "less than an hour to 4½ weeks"),
    ],
)
def test_the_unit_is_said_once_where_one_is_enough(estimate, words):
    assert said(wording.duration_interval(estimate)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(2.0, "2"), (0.45, "0.5"), (-1.26, "−1.3"), (-0.04, "0"), (0.04, "0"), (9.96, "10")],
)
def test_numbers_have_one_decimal_and_no_negative_zero(value, words):
    assert wording.number(value) == words


def test_a_point_is_singular_only_at_one():
    assert [said(wording.points(value, signed=True)) for value in (1.0, 1.04, 0.5, -1.0, 2)] == [
        "+1 point",
        "+1 point",
        "+0.5 points",
        "−1 point",
        "+2 points",
    ]


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "under 1 %"), (0.004, "under 1 %"), (0.5, "50 %"), (0.999, "over 99 %"), (1, "over 99 %")],
)
def test_what_is_not_certain_is_never_0_or_100_percent(share, words):
    assert said(wording.percent(share)) == words


def test_counts_are_grouped_by_thousands():
    assert [said(wording.count(number, "answer")) for number in (1, 860, 12345)] == [
        "1 answer",
        "860 answers",
        "12 345 answers",
    ]


def test_a_level_is_a_count_of_ten_where_that_is_exact():
    assert wording.of_ten(0.8) == "8 of 10"
    assert said(wording.of_ten(0.95)) == "95 % of"
