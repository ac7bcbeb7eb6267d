"""A plan as a page in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from unknot.report.plan_answer import OptionAnswer, PlanAnswer
from unknot.report.plan_words import money, time_of_day
from unknot.report.terminal_layout import RELIEF, SOFT, WIDEST, grid, heading, inside, item, said
from unknot.report.terminal_marks import Sheet, bar
from unknot.report.wording import number, percent


def render(plan: PlanAnswer, console: Console) -> None:
    """Print the page."""
    width = min(console.width, WIDEST)
    console.print(Sheet(tuple(_page(plan, width))), width=width, highlight=False, soft_wrap=False)


def _page(plan: PlanAnswer, width: int) -> Iterable[RenderableType]:
    yield Text(plan.person, style="bold")
    yield said(f"Goal: {plan.goal}, within {plan.weeks} weeks", style=SOFT)
    yield heading("In short")
    for sentence in plan.explanation.client[:2]:
        yield inside(said(sentence.text, style="bold"))
    yield heading("The options", f"best by your weights: {plan.best}")
    yield inside(_overview(plan, width))
    for place, option in enumerate(plan.options, 1):
        yield heading(f"{place}  {option.name}")
        yield from (inside(part) for part in _option(option, plan))
    yield heading("What to know")
    yield from (inside(item(note.text)) for note in plan.notes)
    yield inside(said(plan.explanation.therapist[-1].text, style=SOFT))
    yield heading("Rules that come first")
    yield from (inside(item(f"{rule.title}. {rule.statement}")) for rule in plan.rules)


def _overview(plan: PlanAnswer, width: int) -> Table:
    table = grid()
    columns = ("", "sessions", "cost", "good days", "pain", "chance of the goal")
    table.add_row(
        *(Text(column, style=SOFT, justify="right" if 0 < i < 5 else "left") for i, column in enumerate(columns))
    )
    for place, option in enumerate(plan.options, 1):
        drawn = bar(option.probability_goal, max(10, width - 62))
        numbers = (str(option.sessions), money(option.cost), f"{option.good_days:.0f}", number(option.expected_pain))
        table.add_row(
            str(place),
            *(Text(text, justify="right") for text in numbers),
            Text(f"{percent(option.probability_goal):>9} ").append(drawn, style=RELIEF),
        )
    return table


def _option(option: OptionAnswer, plan: PlanAnswer) -> Iterable[RenderableType]:
    lo, hi = option.expected_pain_interval
    level = percent(plan.interval_level)
    yield said(option.reason)
    yield said(
        f"Mean pain {number(option.expected_pain)} ({level} sure: {number(lo)} to {number(hi)}); "
        f"{option.own_hours:.0f} hours of your own time; days gained {number(option.days_gained)} "
        f"({number(option.days_gained_interval[0])} to {number(option.days_gained_interval[1])}).",
        style=SOFT,
    )
    for practice in option.home:
        source = "your diary" if practice.from_diary else "people in general"
        yield item(
            f"{practice.title}: {practice.minutes:.0f} minutes {time_of_day(practice.hour)}, "
            f"{practice.days_a_week} days a week (evidence: {practice.grade}; from {source})"
        )
    if option.schedule:
        yield item("Sessions: " + ", ".join(session.said for session in option.schedule))
