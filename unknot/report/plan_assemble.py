"""From a plan to its answer: numbers put beside words."""

from __future__ import annotations

import math

from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.safety.facts import plan_rules
from unknot.inference.provenance import versions
from unknot.planning.outcome import LEVEL, Expected
from unknot.planning.planner import NOTHING, Option, Plan
from unknot.planning.regimen import Practice
from unknot.report.answer import ReliefAnswer
from unknot.report.answer_others import others_answer
from unknot.report.answer_relief import relief_answer
from unknot.report.dates import weekday
from unknot.report.explain_plan import plan_explained
from unknot.report.plan_answer import Appointment, HomeAnswer, OptionAnswer, PlanAnswer, PlanDay, RuleAnswer
from unknot.report.plan_notes import notes
from unknot.report.plan_reasons import option_grade, reasons
from unknot.report.plan_words import option_name, practices_said
from unknot.report.sentence import told


def plan_answer(plan: Plan) -> PlanAnswer:
    """Everything that is said about a plan."""
    posterior, wishes = plan.own, plan.wishes
    relief = relief_answer(posterior, plan.treatment) if plan.treatment in posterior.diary.interventions else None
    names = _names(plan)
    best = plan.best
    place = next((i for i, option in enumerate(plan.options) if option.kind == NOTHING), 0)
    if best is not None and best.outcome.value > 0:
        place = plan.options.index(best)
    return PlanAnswer(
        person=posterior.record.person,
        goal=str(wishes.goal),
        weeks=wishes.weeks,
        treatment=find_intervention(plan.treatment).title,
        weights=_weights(plan),
        options=tuple(_option(option, name, plan, relief) for option, name in zip(plan.options, names, strict=True)),
        best=names[place],
        supported=plan.supported,
        notes=notes(plan),
        rules=tuple(RuleAnswer(rule.name, rule.title, rule.statement, rule.sources) for rule in plan_rules().values()),
        explanation=plan_explained(plan, relief, names),
        interval_level=LEVEL,
        highest_good=wishes.goal.highest_answer(plan.outlook.resolution),
        tried=plan.tried,
        futures=plan.outlook.ratings.shape[1],
        trustworthy=plan.trustworthy,
        seed=posterior.seed,
        data_hash=posterior.data_hash,
        versions=versions(),
        with_others=None if plan.together is None else others_answer(plan.together),
    )


def _names(plan: Plan) -> tuple[str, ...]:
    """Names of the options, with the practices said at length where two would be the same."""
    usual = plan.outlook.effects[plan.treatment].usual_minutes
    short = [option_name(option, usual) for option in plan.options]
    return tuple(
        name if short.count(name) == 1 else f"{name} ({practices_said(option.regimen.practices)})"
        for name, option in zip(short, plan.options, strict=True)
    )


def _weights(plan: Plan) -> dict[str, float | None]:
    wishes = plan.wishes
    return {
        "budget": wishes.budget if math.isfinite(wishes.budget) else None,
        "price": wishes.price,
        **{f"price_of_{minutes:g}_minutes": price for minutes, price in wishes.prices.items()},
        "max_sessions_per_week": float(wishes.most_a_week),
        "home_minutes": wishes.home_minutes,
        "good_day": wishes.good_day,
        "hour": wishes.hour,
        "least_chance": wishes.least_chance,
    }


def _option(option: Option, name: str, plan: Plan, relief: ReliefAnswer | None) -> OptionAnswer:
    outcome, sessions = option.outcome, option.regimen.sessions
    why = reasons(option, plan, relief)
    return OptionAnswer(
        name=name,
        kind=option.kind,
        sessions=len(sessions.days),
        minutes=sessions.minutes if sessions.days else 0.0,
        home=tuple(_home(practice, plan) for practice in option.regimen.practices),
        cost=outcome.cost,
        own_hours=outcome.own_hours,
        probability_goal=outcome.probability_goal,
        sampling_error=outcome.sampling_error,
        expected_pain=outcome.pain.mean,
        expected_pain_interval=_interval(outcome.pain),
        good_days=outcome.good_days.mean,
        good_days_interval=_interval(outcome.good_days),
        days_gained=outcome.days_gained.mean,
        days_gained_interval=_interval(outcome.days_gained),
        value=outcome.value,
        grade=option_grade(option),
        reason=told(why),
        reasons=why,
        schedule=tuple(_appointment(day, plan, sessions.minutes) for day in sessions.days),
        days=_days(option, plan),
    )


def _interval(quantity: Expected) -> tuple[float, float]:
    return quantity.lo, quantity.hi


def _home(practice: Practice, plan: Plan) -> HomeAnswer:
    fact = find_intervention(practice.name)
    effect = plan.outlook.effects[practice.name]
    return HomeAnswer(
        practice.name, fact.title, practice.minutes, practice.a_week, effect.hour, fact.grade, effect.seen, fact.harms
    )


def _appointment(day: int, plan: Plan, minutes: float) -> Appointment:
    clock = plan.outlook.posterior.record.clock
    moment = clock.day_of(plan.outlook.first_date + day, plan.outlook.effects[plan.treatment].hour)
    return Appointment(clock.label(moment), weekday(clock, moment), moment, minutes)


def _days(option: Option, plan: Plan) -> tuple[PlanDay, ...]:
    clock = plan.outlook.posterior.record.clock
    return tuple(PlanDay(clock.label(day.day), day.day, day.mean, day.lo, day.hi) for day in option.outcome.days)
