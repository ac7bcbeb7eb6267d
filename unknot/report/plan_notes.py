"""What must be said beside the options: what was left out and why, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.load import is_known
from unknot.planning import safety
from unknot.planning.outcome import LEVEL
from unknot.planning.planner import AS_NOW, PLANNED, Plan
from unknot.report import explain_others
from unknot.report.answer_others import others_answer
from unknot.report.explain import treatment
from unknot.report.plan_words import listed, money
from unknot.report.sentence import Sentence
from unknot.report.wording import count, percent


def notes(plan: Plan) -> tuple[Sentence, ...]:
    """Everything about these options that a reader must know, gravest first."""
    return (*stops(plan), *_safety(plan), *_support(plan), *_others(plan), *_wishes(plan), *_usual(plan))


def weights_said(plan: Plan) -> Sentence:
    """What money and time were taken to be worth."""
    wishes = plan.wishes
    text = (
        f"Options are weighed so: one more good day is worth {money(wishes.good_day)}, an hour of your own time "
        f"{money(wishes.hour)}, in the money of the price. Both are yours to set."
    )
    return Sentence(text, {"good day": wishes.good_day, "hour": wishes.hour})


def stops(plan: Plan) -> Iterator[Sentence]:
    """What comes before any plan: a doctor has to be asked."""
    if plan.safety.stopped_by:
        which = listed(plan.safety.stopped_by)
        yield Sentence(
            f"Nothing is planned before a doctor has been asked: {which}.", rules=("red flags", "contraindications")
        )


def _safety(plan: Plan) -> Iterator[Sentence]:
    for one in plan.safety.set_aside:
        yield Sentence(f"Set aside by {one.by}: {one.rule} ({one.reason}).", rules=(one.rule,))
    if plan.safety.longest_by:
        yield Sentence(
            f"Sessions are kept to {plan.safety.longest:.0f} minutes: {listed(plan.safety.longest_by)}.",
            {"longest session [minute]": plan.safety.longest},
            rules=("contraindications",),
        )
    active = safety.rule("active_part")
    least = active.limit("least_minutes")
    if plan.wishes.home_minutes < least or not set(plan.wishes.practices) & set(active.interventions):
        yield Sentence(
            f"No session is planned without time for exercise at home, at least {least:.0f} minutes on three days a "
            "week: guidelines advise against hands-on care alone.",
            {"minutes at home": least, "days a week": active.limit("least_days_a_week")},
            rules=("active_part",),
        )


def _support(plan: Plan) -> Iterator[Sentence]:
    if not plan.trustworthy:
        yield Sentence("The computation did not pass its own checks: do not rely on this plan.", rules=("enough_data",))
    if not plan.supported and plan.trustworthy:
        usable = plan.usable_sessions
        rests = "people in general" if plan.together is None else "other clients and people in general"
        yield Sentence(
            f"The data can't support a plan of your own yet: {count(usable, 'session')} with an answer in the week "
            f"after. What is said here rests on {rests}.",
            {"usable sessions": usable},
            rules=("enough_data",),
        )
    if plan.benefit < safety.rule("stop").limit("least_chance"):
        title = find_intervention(plan.treatment).title
        name = treatment(title) if is_known(plan.treatment) else f"“{title}”"
        yield Sentence(
            f"No further session of {name} is planned: that one takes half a point off the three evenings after it "
            f"has a chance of {percent(plan.benefit)}.",
            {"chance that a session is worth one": plan.benefit, "least relief [nrs]": 0.5},
            rules=("stop",),
        )
    for name in plan.left_out:
        title = find_intervention(name).title
        yield Sentence(f"{title} is left out: it is not expected to help.", rules=("helpful_practice",))


def _others(plan: Plan) -> Iterator[Sentence]:
    if plan.together is None:
        return
    found = others_answer(plan.together)
    for entry in found.relief:
        title = find_intervention(entry.intervention).title
        yield Sentence(
            f"{title}: all chances and days here take in what other clients show, not your diary alone.",
            {"other clients": entry.clients},
        )
        yield from explain_others.expected(entry, LEVEL)
    yield from explain_others.cautions(found)


def _wishes(plan: Plan) -> Iterator[Sentence]:
    wishes = plan.wishes
    longest = plan.safety.longest
    for minutes in sorted(minutes for minutes in wishes.prices if minutes > longest):
        yield Sentence(
            f"Sessions of {minutes:.0f} minutes are not planned: none is longer than {longest:.0f} minutes.",
            {"minutes": minutes, "longest session [minute]": longest},
            rules=("session_limits",),
        )
    for name in plan.not_asked_for:
        title = find_intervention(name).title
        yield Sentence(
            f"{title} goes on as of late. Unknot holds no facts about it, so it is planned only if asked for by name.",
            rules=("sessions", "medicines"),
        )
    cheapest = min([wishes.price, *wishes.prices.values()])
    if wishes.budget < cheapest:
        yield Sentence(
            f"The budget of {money(wishes.budget)} does not pay for one session ({money(cheapest)}): "
            "only practice at home is planned.",
            {"budget": wishes.budget, "price": cheapest},
        )
    if plan.goal_out_of_reach and wishes.least_chance > 0:
        yield Sentence(
            f"Nothing within your wishes reaches the goal with a chance of {percent(wishes.least_chance)}.",
            {"least chance": wishes.least_chance},
        )
    if plan.best is None and not plan.safety.stopped_by:
        yield Sentence(
            "Nothing within your wishes and the rules is expected to bring one good day more than doing nothing.",
            {"good days": 1.0},
        )
    elif plan.best is not None and plan.best.outcome.value < 0:
        yield Sentence(
            "By your weights no plan is worth what it costs: doing nothing comes out best.",
            {"value of the best plan": plan.best.outcome.value},
        )


def _usual(plan: Plan) -> Iterator[Sentence]:
    now = next(option for option in plan.options if option.kind == AS_NOW)
    if not safety.allowed(now.regimen, plan.safety):
        yield Sentence(
            "“Carry on as now” is shown to compare; it does not keep to the rules of a plan.", rules=("active_part",)
        )
    if any(option.kind == PLANNED and option.regimen.sessions.days for option in plan.options):
        yield Sentence(
            "After four more sessions without change, stop and think again.", {"sessions": 4}, rules=("stop",)
        )
        yield Sentence(
            "Once the goal is met two weeks in a row, double the days between sessions.", {"weeks": 2}, rules=("taper",)
        )
