"""When something is called learned: each condition alone is enough to say "not enough data yet"."""

import pytest

from unknot.report.answer import LEARNED, NO_CLEAR_LINK, NOT_ENOUGH, Estimate
from unknot.report.verdicts import doubts, driver_verdict

ENOUGH = {"usable": 3, "contraction": 0.5, "one_point": 0.5, "half_life": Estimate(3.0, 1.0, 8.0), "trustworthy": True}


def test_nothing_is_doubted_at_the_limits():
    assert doubts(**ENOUGH) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"usable": 2}, "Only 2 of the sessions"),
        ({"contraction": 0.49}, "say little about how long relief lasts"),
        ({"half_life": Estimate(3.0, 0.9, 8.0)}, "whether relief lasts hours, days or weeks"),
        ({"one_point": 0.49}, "probably less than one point"),
        ({"trustworthy": False}, "did not pass its checks"),
    ],
)
def test_each_doubt_alone_is_said(change, said):
    (reason,) = doubts(**(ENOUGH | change))
    assert said in reason


@pytest.mark.parametrize(
    ("effect", "more", "count", "verdict"),
    [
        (Estimate(0.8, 0.4, 1.2), 0.99, 40, LEARNED),
        (Estimate(-0.8, -1.2, -0.4), 0.01, 40, LEARNED),
        (Estimate(0.8, 0.4, 1.2), 0.99, 9, NOT_ENOUGH),
        (Estimate(0.1, -0.2, 0.3), 0.7, 40, NO_CLEAR_LINK),
        (Estimate(0.3, -0.2, 0.8), 0.8, 40, NOT_ENOUGH),
    ],
)
def test_a_companion_of_pain_is_learned_unclear_or_not_there(effect, more, count, verdict):
    assert driver_verdict(effect, more, count) == verdict
