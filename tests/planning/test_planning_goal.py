"""Goals: how they are read, and when they are met."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.errors import UnknotError
from unknot.planning.goal import Goal


@pytest.mark.parametrize("text", ["pain<=4 on 5 of 7 days", "pain ≤ 4 on 5 of 7 days", " Pain =< 4.0  on 5 of 7 days"])
def test_a_goal_is_read(text):
    assert Goal.parse(text) == Goal(4.0, False, 5, 7)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("less pain please", "cannot be read"),
        ("", "cannot be read"),
        ("pain>=4 on 5 of 7 days", "cannot be read"),
        ("stress<=4 on 5 of 7 days", "only aim at pain"),
        ("pain<=10 on 5 of 7 days", "says nothing"),
        ("pain<0 on 5 of 7 days", "says nothing"),
        ("pain<=4 on 8 of 7 days", "do not fit together"),
        ("pain<=4 on 0 of 7 days", "do not fit together"),
        ("pain<=4 on 5 of 90 days", "do not fit together"),
    ],
)
def test_what_is_no_goal_is_refused_with_an_example_or_a_bound(text, said):
    with pytest.raises(UnknotError, match=said) as refusal:
        Goal.parse(text)
    assert refusal.value.todo


@given(st.integers(1, 99), st.booleans(), st.integers(1, 28), st.integers(0, 27))
def test_a_goal_reads_what_it_writes(most, strict, of, fewer):
    goal = Goal(most / 10, strict, max(1, of - fewer), of)
    assert Goal.parse(str(goal)) == goal


def test_the_highest_rating_is_where_rounding_would_say_more():
    assert Goal.parse("pain<=4 on 5 of 7 days").highest_rating(1.0) == 4.5
    assert Goal.parse("pain<4 on 5 of 7 days").highest_rating(1.0) == 3.5
    assert Goal.parse("pain<=4 on 5 of 7 days").highest_rating(0.5) == 4.25
    assert Goal.parse("pain<=4.2 on 5 of 7 days").highest_rating(1.0) == 4.5
    assert Goal.parse("pain<=4 on 5 of 7 days").highest_rating(0.0) == 4.0


def test_the_highest_answer_of_a_good_day_can_be_given():
    answers = {"pain<=4": 4.0, "pain<4": 3.0, "pain<=4.2": 4.0}
    for goal, answer in answers.items():
        assert Goal.parse(f"{goal} on 5 of 7 days").highest_answer(1.0) == answer


def test_windows_lie_in_the_second_half_end_with_the_plan_and_do_not_overlap():
    goal = Goal.parse("pain<=4 on 5 of 7 days")
    assert goal.windows(56) == ((28, 35), (35, 42), (42, 49), (49, 56))
    assert goal.windows(21) == ((14, 21),)
    assert goal.windows(7) == ((0, 7),)


def test_a_goal_is_met_by_enough_good_days_wherever_they_are_in_a_window():
    goal = Goal(4.0, False, 2, 4)
    good = np.zeros((8, 3), dtype=bool)
    good[[4, 7], 0] = True
    good[[2, 3, 4], 1] = True
    good[:, 2] = True
    assert goal.met(good).tolist() == [1.0, 0.0, 1.0]
