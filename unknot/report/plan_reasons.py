"""Why an option looks as it does: how relief fades beside how far apart sessions are, what studies say of the rest."""

from __future__ import annotations

from statistics import median

from unknot.evidence.load import intervention as find_intervention
from unknot.planning.planner import PLANNED, Option, Plan
from unknot.planning.regimen import Practice
from unknot.planning.rollout import relief_of_practices
from unknot.report.answer import LEARNED, ReliefAnswer
from unknot.report.explain import some_stays
from unknot.report.explain_effect import ARROWS
from unknot.report.plan_words import capital, often, practice_title
from unknot.report.sentence import Sentence, graded, weakest
from unknot.report.wording import duration, number, percent, points

WEEK = 7
SMALL = 0.05
"""Points below which a practice is said to change little."""
BOOSTERS = "massage_booster__pain_course"


def option_grade(option: Option) -> str | None:
    """The weakest grade of all that an option is made of; None where nothing is done."""
    return weakest(find_intervention(name).grade for name in _parts(option))


def reasons(option: Option, plan: Plan, relief: ReliefAnswer | None) -> tuple[Sentence, ...]:
    """Why this option, in a few sentences.

    Args:
        option: The option.
        plan: The plan that it belongs to.
        relief: What the diary says about the treatment; None where it holds none of it.
    """
    found: list[Sentence] = []
    if option.regimen.sessions.days:
        found.append(_spacing(option, plan, relief))
    if _thins_out(option) and option.kind == PLANNED and plan.treatment == "massage":
        found.append(
            graded(
                "Sessions thin out: in trials, sessions far apart kept part of what a course had brought", (BOOSTERS,)
            )
        )
    found += [_practice(practice, plan) for practice in option.regimen.practices]
    return (*found, _gain(option, plan))


def _spacing(option: Option, plan: Plan, relief: ReliefAnswer | None) -> Sentence:
    grade = find_intervention(plan.treatment).grade
    gaps = option.regimen.sessions.gaps
    if relief is None or relief.verdict != LEARNED:
        chance = {"chance that a session is worth one": plan.benefit}
        text = "Your diary cannot tell yet how long your relief lasts"
        if option.kind == PLANNED:
            pooled = plan.together is not None and plan.treatment in plan.together.pooled.prior.shared
            text += (
                f", so the days of sessions follow {'other clients and your diary' if pooled else 'people in general'}"
            )
        return Sentence(f"{text} (evidence: {grade}).", chance, rules=("enough_data",), grade=grade)
    half = relief.half_life_days.median
    numbers = {"half-life [day]": half}
    what = "The part of your relief that fades" if some_stays(relief) else "Your relief"
    start = f"{what} halves in about {duration(half)}"
    if not gaps:
        return Sentence(f"{start}, so one session alone soon fades (evidence: {grade}).", numbers, grade=grade)
    gap = median(gaps)
    thin = round(gap - half)
    spaced = spacing_said(gap)
    if thin < 1:
        text = f"{start}, so {spaced} meet it before half is gone"
        return Sentence(f"{text} (evidence: {grade}).", {**numbers, "gap [day]": gap}, grade=grade)
    text = f"{start}, so {spaced} leave about {duration(thin)} with less than half of it"
    return Sentence(
        f"{text} (evidence: {grade}).", {**numbers, "gap [day]": gap, "with less than half [day]": thin}, grade=grade
    )


def spacing_said(gap: float) -> str:
    """Sessions by their gap: "weekly sessions", "sessions every 2 weeks"."""
    words = often(round(gap))
    return (
        f"sessions {words}"
        if words.startswith("every")
        else f"{words} sessions".replace("a week sessions", "sessions a week")
    )


def _practice(practice: Practice, plan: Plan) -> Sentence:
    effect, fact = plan.outlook.effects[practice.name], find_intervention(practice.name)
    last_week = relief_of_practices(plan.outlook, (practice,))[-WEEK:].mean()
    numbers = {"relief in the last week [nrs]": float(last_week)}
    name = capital(practice_title(practice))
    source = "by your own diary" if effect.seen else "by studies of others"
    change = "little change" if last_week < SMALL else f"about {points(float(last_week))} less"
    text = f"{name} at home: {change} by the last week, {source}"
    arrows = ARROWS.get(practice.name, ())[:1]
    return Sentence(f"{text} (evidence: {fact.grade}).", numbers, arrows, grade=fact.grade)


def _gain(option: Option, plan: Plan) -> Sentence:
    outcome = option.outcome
    chance = outcome.probability_goal
    numbers = {"chance of the goal": chance, "good days": outcome.good_days.mean, "days": plan.wishes.days}
    good = number(round(outcome.good_days.mean))
    text = f"The chance of your goal is {percent(chance)}, with about {good} good days of {plan.wishes.days}."
    return Sentence(text, numbers)


def _thins_out(option: Option) -> bool:
    gaps = option.regimen.sessions.gaps
    return bool(gaps) and gaps[-1] >= 2 * min(gaps)


def _parts(option: Option) -> tuple[str, ...]:
    sessions = option.regimen.sessions
    return (*((sessions.treatment,) if sessions.days else ()), *(part.name for part in option.regimen.practices))
