"""Rules come first: no option ever breaks one, whatever is wished for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planned_clients import GOAL, usual, wishes, without_relief

from unknot.errors import FactError, UnknotError
from unknot.evidence.load import interventions, studies
from unknot.evidence.safety.facts import plan_rules, read_plan_rules
from unknot.evidence.safety.screening import screen
from unknot.evidence.safety.set_aside import SetAside
from unknot.inference.individual import fit
from unknot.planning.candidates import lengths, schedules
from unknot.planning.planner import PLANNED
from unknot.planning.planner import plan as full_plan
from unknot.planning.regimen import Practice, Regimen, Sessions
from unknot.planning.safety import Safety, allowed, is_medicine, most_in_a_week, schedule_allowed
from unknot.records import Dose

ACTIVE = (Practice("exercise", 10.0, 3),)


def plan(posterior, asked, **options):
    """A plan over few futures: no rule depends on how many there are."""
    return full_plan(posterior, asked, draws=30, **options)


def regimen(days, minutes=60.0, practices=ACTIVE):
    return Regimen(Sessions("massage", minutes, tuple(days)), practices)


def planned(found):
    return [option.regimen for option in found.options if option.kind == PLANNED]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (regimen([0, 7], practices=()), "hands-on alone"),
        (regimen([0, 7], practices=(Practice("relaxation", 20.0, 7),)), "relaxation is no activity"),
        (regimen([0, 7], practices=(Practice("exercise", 5.0, 7),)), "too little activity"),
        (regimen([0, 7], practices=(Practice("exercise", 20.0, 2),)), "too seldom"),
        (regimen([0, 7], minutes=120.0), "longer than 90 minutes"),
        (regimen([0, 1]), "a day apart"),
        (regimen([0, 2, 4, 6]), "four in seven days"),
        (regimen([0, 14, 21]), "gaps get shorter"),
        (regimen(range(0, 50, 4)), "two a week for more than four weeks"),
        (regimen(range(0, 100, 7)), "weekly for more than ten weeks"),
    ],
)
def test_a_regimen_that_breaks_a_rule_is_not_allowed(broken, why):
    assert not allowed(broken, Safety.of()), why


def test_what_trials_gave_is_allowed():
    for days in (range(0, 70, 7), [0, 3, 7, 10, 14, 21, 28], range(0, 56, 14), [0, 2, 4, 7, 9, 11]):
        assert allowed(regimen(days), Safety.of())


def test_practice_alone_is_always_allowed():
    assert allowed(regimen([], practices=(Practice("relaxation", 10.0, 7),)), Safety.of())


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 12), st.integers(0, 30), st.integers(0, 7), st.integers(0, 6),
    st.sampled_from([0.0, 50.0, 80.0]),
)  # fmt: skip
def test_no_schedule_that_is_tried_breaks_a_rule_the_budget_or_a_wish(weeks, sessions, most_a_week, first, price):
    asked = wishes(weeks=weeks, budget=sessions * price, price=price, most_a_week=most_a_week, goal=replace(GOAL, of=7))
    for days in schedules(asked, first):
        assert schedule_allowed(days)
        assert most_in_a_week(days) <= most_a_week
        assert days[0] >= first
        assert days[-1] < weeks * 7
        assert len(days) * price <= asked.budget


def test_every_option_keeps_to_every_rule_even_when_days_are_worth_a_fortune():
    found = plan(usual(), wishes(budget=float("inf"), price=0.0, good_day=1e6, most_a_week=7, home_minutes=30.0))
    assert len(planned(found)) >= 2
    assert all(allowed(each, found.safety) for each in planned(found))


def test_without_time_for_activity_no_session_is_planned():
    assert planned(plan(usual(), wishes(home_minutes=0.0))) == []
    only_rest = plan(usual(), wishes(practices=("relaxation",)))
    assert all(not each.sessions.days for each in planned(only_rest))


@pytest.mark.parametrize("sign", ["bladder_bowel", "fever"])
def test_a_red_flag_stops_sessions_whatever_they_would_bring(sign):
    safety = Safety.of(screen([sign]))
    assert safety.stopped_by
    assert planned(plan(usual(), wishes(good_day=1e6), safety=safety)) == []
    assert not allowed(regimen([]), safety), "exercise waits for the doctor too"


def test_what_a_person_set_aside_for_a_reason_stops_nothing_any_more():
    aside = [SetAside("fever", "Dr Roe", "a cold that is over")]
    safety = Safety.of(screen(["fever"], aside=aside))
    assert safety.stopped_by == ()
    assert safety.set_aside == tuple(aside)
    assert planned(plan(usual(), wishes(), safety=safety))


def test_setting_one_thing_aside_leaves_what_else_stops_and_what_else_limits():
    aside = [SetAside("fever", "Dr Roe", "a cold that is over")]
    assert Safety.of(screen(["fever", "new_lump"], aside=aside)).stopped_by == ("A lump nobody has looked at",)
    assert Safety.of(screen(["fever"], ["blood_pressure"], aside=aside)).longest_by == ("Very high blood pressure",)
    shorter = SetAside("blood_pressure", "Dr Roe", "measured: it is settled")
    assert Safety.of(screen([], ["blood_pressure"], aside=[shorter])).longest == Safety.of().longest


def test_an_emergency_is_not_set_aside():
    aside = [SetAside("cauda_equina", "Kim", "it will be fine")]
    safety = Safety.of(screen(["bladder_bowel"], aside=aside))
    assert safety.stopped_by == Safety.of(screen(["bladder_bowel"])).stopped_by != ()
    assert safety.set_aside == ()


def test_a_contraindication_that_wants_shorter_sessions_is_kept_to():
    safety = Safety.of(screen([], ["pregnancy"]))
    kept = replace(Safety.of(), longest=30.0, longest_by=("a condition",))
    assert safety.longest <= 90
    assert set(lengths(wishes(), 60.0, kept)) == {30.0}
    found = plan(usual(), wishes(), safety=kept)
    assert {each.sessions.minutes for each in planned(found) if each.sessions.days} == {30.0}


def test_sessions_end_where_the_diary_makes_benefit_unlikely():
    found = plan(without_relief(), wishes())
    assert found.benefit < 0.2
    assert all(not each.sessions.days for each in planned(found))
    assert plan(usual(), wishes()).benefit > 0.9


@pytest.mark.parametrize("treatment", ["medication", "exercise", "nsaid", "ibuprofen", "Tramadol 50mg", "co-codamol"])
def test_medicines_and_practice_are_never_planned_as_sessions(treatment):
    with pytest.raises(UnknotError, match="No sessions of this"):
        plan(usual(), wishes(treatment=treatment))


def with_doses(*names, every=3):
    """The example with other treatments noted more often than sessions."""
    record = usual().record
    doses = [Dose(day + 0.4, name, 1.0) for name in names for day in range(0, 90, every)]
    return fit(replace(record, doses=(*record.doses, *doses)))


@pytest.mark.slow
def test_what_the_diary_holds_most_of_is_no_session_unless_it_is_one_or_is_asked_for():
    client = with_doses("ibuprofen", "shiatsu")
    found = plan(client, wishes())
    assert found.treatment == "massage"
    assert found.not_asked_for == ("shiatsu",)
    assert plan(client, wishes(treatment="shiatsu")).treatment == "shiatsu"


def test_only_what_can_be_done_at_home_is_planned_there():
    with pytest.raises(UnknotError, match="not planned for at home"):
        plan(usual(), wishes(practices=("medication",)))


def test_a_speculative_practice_is_left_out_and_said_so():
    found = plan(usual(), wishes(practices=("exercise", "distraction")))
    assert found.left_out == ("distraction",)
    assert all(practice.name != "distraction" for each in planned(found) for practice in each.practices)


def test_no_treatment_that_may_be_planned_is_taken_for_a_medicine():
    named = {name for rule in plan_rules().values() if rule.name != "medicines" for name in rule.interventions}
    assert not [name for name in (*named, "shiatsu", "osteopathy", "yoga", "acupuncture") if is_medicine(name)]


def test_every_rule_says_what_it_rests_on():
    rules = plan_rules()
    assert {"active_part", "session_limits", "taper", "stop", "sessions", "home_practice"} <= set(rules)
    assert all(rule.statement.endswith(".") and rule.basis.endswith(".") for rule in rules.values())
    assert "nice2016" in rules["active_part"].sources


def test_a_rule_that_names_an_unknown_study_is_refused(tmp_path):
    (tmp_path / "odd.toml").write_text(
        'name = "odd"\ntitle = "t"\nstatement = "s"\nbasis = "b"\nsources = ["nobody1900"]\n'
    )
    with pytest.raises(FactError, match="nobody1900"):
        read_plan_rules(tmp_path, interventions(), studies())
