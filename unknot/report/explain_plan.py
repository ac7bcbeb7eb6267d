"""A plan in a few sentences: for the client what it brings and why, for the therapist what it stands on as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unknot.planning.outcome import LEVEL, Outcome
from unknot.planning.planner import NOTHING, PLANNED, Option, Plan
from unknot.report.answer import LEARNED, ReliefAnswer
from unknot.report.plan_notes import notes, stops, weights_said
from unknot.report.plan_reasons import reasons
from unknot.report.plan_words import phases_of, price_said
from unknot.report.sentence import Explanation, Sentence
from unknot.report.wording import count, duration, duration_interval, number, percent, sure


def plan_explained(plan: Plan, relief: ReliefAnswer | None, names: Sequence[str]) -> Explanation:
    """The plan in sentences.

    Args:
        plan: The plan.
        relief: What the diary says about the treatment; None where it holds none of it.
        names: The names of its options.
    """
    bare = next(option for option in plan.options if option.kind == NOTHING)
    named = list(zip(plan.options, names, strict=True))
    best = next(((option, name) for option, name in named if option.kind == PLANNED), None)
    first = [*stops(plan), _alone(bare.outcome, plan)]
    if best is not None:
        option, name = best
        first += [_brings(option, name, plan), *reasons(option, plan, relief)[:-1]]
    said = tuple(note for note in notes(plan) if note not in first)
    client = (*first, *said)
    therapist = (
        *first,
        *_half_life(relief),
        *(_beside(option, name) for option, name in named),
        *said,
        weights_said(plan),
    )
    return Explanation(client, therapist)


def _alone(outcome: Outcome, plan: Plan) -> Sentence:
    goal = plan.wishes.goal
    relation = "under" if goal.strict else "at most"
    text = (
        f"Without sessions or practice, the chance of pain of {relation} {number(goal.most)} on {goal.days} of "
        f"{goal.of} days is {percent(outcome.probability_goal)}."
    )
    return Sentence(
        text,
        {"answer": goal.most, "days": goal.days, "of": goal.of, "chance of the goal": outcome.probability_goal},
    )


def _brings(option: Option, name: str, plan: Plan) -> Sentence:
    outcome = option.outcome
    gained = outcome.days_gained
    inside = sure(LEVEL, f"{number(round(gained.lo))} to {number(round(gained.hi))}")
    text = (
        f"{name}: the chance is {percent(outcome.probability_goal)}, with about {_more_good_days(gained.mean)} "
        f"in {count(plan.wishes.weeks, 'week')} ({inside}), {price_said(outcome.cost)}."
    )
    numbers = {
        "chance of the goal": outcome.probability_goal, "days gained": gained.mean, "fewest": gained.lo,
        "most": gained.hi, "weeks": plan.wishes.weeks, "cost": outcome.cost, "level": LEVEL, **_in_name(option),
    }  # fmt: skip
    return Sentence(text, numbers)


def _more_good_days(gained: float) -> str:
    days = round(gained)
    return f"{number(days)} more good {'day' if days == 1 else 'days'}"


def _in_name(option: Option) -> dict[str, float]:
    """The numbers that the name of an option holds."""
    sessions, gaps = option.regimen.sessions, option.regimen.sessions.gaps
    numbers: dict[str, float] = {"sessions": len(sessions.days), "minutes": sessions.minutes}
    for place, gap in enumerate(gaps):
        numbers |= {f"gap {place} [day]": gap, f"gap {place} [week]": gap / 7}
    phases = phases_of(gaps)
    if phases:
        numbers["sessions of the first phase"] = phases[0][1] + 1
    for practice in option.regimen.practices:
        numbers |= {f"{practice.name} [minute]": practice.minutes, f"{practice.name} [days a week]": practice.a_week}
    return numbers


def _half_life(relief: ReliefAnswer | None) -> Iterator[Sentence]:
    if relief is None or relief.verdict != LEARNED:
        return
    half = relief.half_life_days
    text = (
        f"Half-life of relief after a session: {duration(half.median)} ({sure(LEVEL, duration_interval(half))}), "
        f"learned from {count(relief.usable_sessions, 'session')}."
    )
    yield Sentence(
        text,
        {"half-life [day]": half.median, "lower [day]": half.lo, "upper [day]": half.hi, "level": LEVEL,
         "usable sessions": relief.usable_sessions},
    )  # fmt: skip


def _beside(option: Option, name: str) -> Sentence:
    outcome = option.outcome
    pain = outcome.pain
    text = (
        f"{name}: chance {percent(outcome.probability_goal)}, mean pain {number(pain.mean)} "
        f"({sure(LEVEL, f'{number(pain.lo)} to {number(pain.hi)}')}), {price_said(outcome.cost)}, "
        f"{count(round(outcome.own_hours), 'hour')} of the client's time."
    )
    numbers = {
        "chance of the goal": outcome.probability_goal, "mean pain [nrs]": pain.mean, "lower [nrs]": pain.lo,
        "upper [nrs]": pain.hi, "cost": outcome.cost, "time [hour]": outcome.own_hours, "level": LEVEL,
        **_in_name(option),
    }  # fmt: skip
    return Sentence(text, numbers)
