"""Plans: within the wishes, the same with the same seed, honest where little is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planned_clients import GOAL, usual, wishes, without_sessions

from unknot.errors import UnknotError
from unknot.planning.goal import Goal
from unknot.planning.planner import AS_NOW, NOTHING, PLANNED, plan
from unknot.planning.search import Candidates, undominated
from unknot.planning.shortlist import shortlist


@pytest.fixture(scope="module")
def found():
    return plan(usual(), wishes())


def kinds(found):
    return [option.kind for option in found.options]


def test_at_most_five_plans_stand_beside_doing_nothing_and_carrying_on(found):
    assert kinds(found)[-2:] == [NOTHING, AS_NOW]
    assert 1 <= kinds(found).count(PLANNED) <= 5
    assert len(found.options) == kinds(found).count(PLANNED) + 2


def test_plans_keep_to_money_time_and_sessions_a_week(found):
    for option in found.options[:-2]:
        assert option.outcome.cost <= 400
        assert option.outcome.cost == 80 * len(option.regimen.sessions.days)
        assert option.regimen.home_minutes_a_day <= 20


def test_plans_come_best_first_by_the_clients_own_weights(found):
    values = [option.outcome.value for option in found.options[:-2]]
    assert values == sorted(values, reverse=True)
    assert found.best is found.options[0]
    for option in found.options:
        outcome = option.outcome
        assert outcome.value == pytest.approx(20 * outcome.days_gained.mean - outcome.cost)


def test_doing_nothing_gains_and_costs_nothing(found):
    nothing = found.options[-2].outcome
    assert (nothing.cost, nothing.own_hours, nothing.days_gained.mean, nothing.value) == (0, 0, 0, 0)


def test_carrying_on_is_the_weekly_session_of_the_diary(found):
    sessions = found.options[-1].regimen.sessions
    assert set(sessions.gaps) == {7}
    assert sessions.minutes == 60
    assert found.options[-1].outcome.cost == 80 * len(sessions.days)


def test_more_sessions_bring_this_client_less_pain(found):
    by_sessions = sorted(found.options[:-1], key=lambda option: len(option.regimen.sessions.days))
    assert by_sessions[-1].outcome.pain.mean < by_sessions[0].outcome.pain.mean - 0.5


def test_the_same_seed_gives_the_same_plan(found):
    again = plan(usual(), wishes())
    assert [option.regimen for option in again.options] == [option.regimen for option in found.options]
    assert [option.outcome for option in again.options] == [option.outcome for option in found.options]


def test_the_numbers_come_from_futures_that_played_no_part_in_choosing(found):
    assert found.outlook.ratings.shape[1] == 2000
    assert not np.array_equal(found.outlook.ratings[:, :400], plan(usual(), wishes(), seed=7).outlook.ratings[:, :400])


def test_money_buys_nothing_when_a_good_day_is_worth_nothing():
    best = plan(usual(), wishes(good_day=0.0)).best
    assert best is not None
    assert best.outcome.cost == 0


def test_a_least_chance_leaves_only_options_that_reach_it():
    strict = plan(usual(), wishes(least_chance=0.6))
    assert all(option.outcome.probability_goal >= 0.6 for option in strict.options[:-2])
    assert not strict.goal_out_of_reach


def test_a_chance_that_nothing_reaches_is_said_to_be_out_of_reach():
    assert plan(usual(), wishes(goal=Goal.parse("pain<=0 on 7 of 7 days"), least_chance=0.95)).goal_out_of_reach


def test_a_budget_below_one_session_leaves_practice_at_home():
    found = plan(usual(), wishes(budget=79.0))
    assert kinds(found).count(PLANNED) >= 1
    assert all(not option.regimen.sessions.days for option in found.options[:-2])


def test_a_longer_session_is_planned_only_with_a_price():
    lengths = {option.regimen.sessions.minutes for option in plan(usual(), wishes()).options[:-2]}
    assert max(lengths) <= 60
    dear = wishes(prices={90.0: 85.0}, budget=900.0, good_day=200.0)
    assert all(
        option.outcome.cost
        == dear.prices.get(option.regimen.sessions.minutes, 80.0) * len(option.regimen.sessions.days)
        for option in plan(usual(), dear).options
    )


def test_without_any_session_the_plan_rests_on_people_in_general_and_says_so():
    found = plan(without_sessions(), wishes(goal=replace(GOAL, most=4.0)))
    assert not found.supported
    assert found.treatment == "massage"
    assert not found.outlook.effects["massage"].seen
    assert found.options[-1].regimen.sessions.days == ()


def test_a_plan_cannot_begin_within_the_record():
    with pytest.raises(UnknotError, match="begins after the record ends"):
        plan(usual(), wishes(), start=40)


def test_a_later_start_moves_every_day():
    later = plan(usual(), wishes(), start=120)
    assert later.outlook.first_date == 120
    assert later.outlook.moments[0] == pytest.approx(120 + later.outlook.answer_hour / 24)


@pytest.mark.parametrize(
    "impossible",
    [{"budget": -1.0}, {"price": float("nan")}, {"weeks": 0}, {"weeks": 99}, {"least_chance": 1.5}, {"most_a_week": -1},
     {"home_minutes": -5.0}, {"weeks": 1, "goal": Goal(2.0, False, 3, 14)}],
)  # fmt: skip
def test_wishes_that_no_plan_can_keep_to_are_refused(impossible):
    with pytest.raises(UnknotError):
        wishes(**impossible)


def _candidates(*rows):
    chance, days, cost, hours = (np.asarray(column, dtype=float) for column in zip(*rows, strict=True))
    return Candidates(tuple(range(len(rows))), chance, days, cost, hours)  # type: ignore[arg-type]


def test_what_is_beaten_in_everything_is_left_out():
    found = _candidates((0.5, 20, 100, 5), (0.6, 22, 100, 5), (0.4, 18, 0, 3), (0.6, 22, 200, 5), (0.9, 30, 400, 20))
    assert undominated(found).tolist() == [1, 2, 4]


def test_a_little_less_time_does_not_save_what_is_clearly_worse():
    assert undominated(_candidates((0.5, 20, 100, 5), (0.505, 19, 100, 4))).tolist() == [0]
    assert undominated(_candidates((0.5, 20, 100, 9), (0.505, 19, 100, 4))).tolist() == [0, 1]


def test_the_shortlist_holds_the_best_the_most_and_the_cheapest_and_no_twins():
    found = _candidates((0.3, 15, 0, 5), (0.6, 25, 100, 6), (0.61, 25.2, 105, 6), (0.9, 30, 900, 20))
    chosen = shortlist(found, 10.0, wishes())
    assert set(chosen) >= {0, 3}
    assert len({1, 2} & set(chosen)) == 1
    assert chosen[0] in {0, 1, 2}
