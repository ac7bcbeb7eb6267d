"""A plan as one HTML file that needs nothing else: the options side by side, and each with its chart."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from unknot.evidence.load import study
from unknot.planning.planner import NOTHING
from unknot.report import chart_plan
from unknot.report.evidence_words import study_named
from unknot.report.figure import Figure
from unknot.report.page import render_page
from unknot.report.plan_answer import OptionAnswer, PlanAnswer
from unknot.report.plan_words import money, time_of_day
from unknot.report.tables import Table
from unknot.report.wording import count, number, percent, sure

PAGE = "plan.html.j2"
WEEK = 7


@dataclass(frozen=True, slots=True)
class OptionCard:
    """One option as the page shows it."""

    option: OptionAnswer
    best: bool
    chance: str
    good_days: str
    good_days_range: str
    pain_range: str
    cost: str
    figure: Figure
    when: str


def render(plan: PlanAnswer) -> str:
    """The whole page as HTML."""
    bare = next(option for option in plan.options if option.kind == NOTHING)
    cards = [_card(plan, option, bare, f"option-{place}") for place, option in enumerate(plan.options, 1)]
    sources = {key: study(key) for rule in plan.rules for key in rule.sources}
    return render_page(
        PAGE,
        plan=plan,
        cards=cards,
        practices=tuple({practice.name: practice for option in plan.options for practice in option.home}.values()),
        lead=plan.explanation.client[0].text,
        weights=plan.explanation.therapist[-1].text,
        level=percent(plan.interval_level),
        number=number,
        time_of_day=time_of_day,
        named={key: study_named(found) for key, found in sources.items()},
        links={key: found.link for key, found in sources.items()},
    )


def _card(plan: PlanAnswer, option: OptionAnswer, bare: OptionAnswer, name: str) -> OptionCard:
    figure = Figure(
        name=name,
        sentence=_sentence(plan, option),
        table=_table(plan, option),
        svg=Markup(chart_plan.draw(plan, option, bare, name)),
    )
    return OptionCard(
        option=option,
        best=option.name == plan.best,
        chance=percent(option.probability_goal),
        good_days=f"{option.good_days:.0f}",
        good_days_range=" to ".join(f"{end:.0f}" for end in option.good_days_interval),
        pain_range=" to ".join(map(number, option.expected_pain_interval)),
        cost=money(option.cost),
        figure=figure,
        when=", ".join(session.said for session in option.schedule),
    )


def _sentence(plan: PlanAnswer, option: OptionAnswer) -> str:
    """What the chart of an option shows."""
    first, last = (_mean(option, part) for part in (slice(None, WEEK), slice(-WEEK, None)))
    lo, hi = option.expected_pain_interval
    inside = sure(plan.interval_level, f"{number(lo)} to {number(hi)}")
    return (
        f"Pain is expected to be about {number(first)} in the first week and {number(last)} in the last; "
        f"over all {count(plan.weeks, 'week')} {number(option.expected_pain)} ({inside}). "
        f"The band is where answers are expected."
    )


def _mean(option: OptionAnswer, part: slice) -> float:
    days = option.days[part]
    return sum(day.mean for day in days) / len(days)


def _table(plan: PlanAnswer, option: OptionAnswer) -> Table:
    """The chart week by week."""
    rows: list[tuple[str, ...]] = []
    for start in range(0, len(option.days), WEEK):
        week = option.days[start : start + WEEK]
        lo, hi = (sum(getattr(day, end) for day in week) / len(week) for end in ("lo", "hi"))
        given = sum(week[0].day - 1 < session.day <= week[-1].day for session in option.schedule)
        rows.append(
            (str(start // WEEK + 1), number(_mean(option, slice(start, start + WEEK))), f"{number(lo)} to {number(hi)}",
             str(given) if given else "–")
        )  # fmt: skip
    headings = ("Week", "Pain expected", f"{percent(plan.interval_level)} of answers", "Sessions")
    return Table(f"{option.name}: pain on 0–10, week by week", headings, tuple(rows))
