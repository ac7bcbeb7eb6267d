"""The answer as a page in the terminal, for a therapist who has no time: one or two screens, no jargon."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from unknot.report import explain, explain_checks, explain_days, explain_others, palette
from unknot.report.answer import LEARNED, Answer, DriverAnswer, ForecastPoint, ReliefAnswer
from unknot.report.dates import weekday
from unknot.report.sentence import told
from unknot.report.terminal_layout import RELIEF, SOFT, WIDEST, grid, heading, inside, item, said
from unknot.report.terminal_marks import Sheet, bar, glued, interval
from unknot.report.wording import clamp, number, number_interval, percent

NARROW = 78
ROOM_FOR_THREE = 88
PAIN = palette.PAIN


def render(answer: Answer, console: Console) -> None:
    """Print the page."""
    width = min(console.width, WIDEST)
    console.print(Sheet(tuple(_page(answer, width))), width=width, highlight=False, soft_wrap=False)


def _page(answer: Answer, width: int) -> Iterable[RenderableType]:
    yield Text(answer.record.person, style="bold")
    yield said(explain_days.who(answer), style=SOFT)
    if not answer.diagnostics.trustworthy:
        yield Text()
        yield Panel(said(f"▲ WARNING  {explain_days.trust(answer)}", style="bold"), border_style="bold red")
    yield from _relief(answer, width)
    yield from _drivers(answer, width)
    yield from _forecast(answer, width)
    yield from _listed("What to record next", answer.next_steps)
    yield from _listed("What was assumed", answer.notices)
    yield from _limits(answer)


def _relief(answer: Answer, width: int) -> Iterable[RenderableType]:
    if not answer.relief:
        sentence, step = explain.no_sessions()
        yield heading("How long relief lasts")
        yield inside(said(sentence, style="bold"))
        if not answer.next_steps:
            yield inside(said(f"Next: {step}"))
    for entry in answer.relief:
        yield heading("How long relief lasts", entry.title if len(answer.relief) > 1 else "")
        yield from (inside(part) for part in _treatment(entry, answer.interval_level, width))
        yield from (inside(part) for part in _others(answer, entry))


def _treatment(entry: ReliefAnswer, level: float, width: int) -> Iterable[RenderableType]:
    if not explain.is_learned(entry):
        yield Text("Not enough data yet.", style="bold")
    yield said(explain.relief_sentence(entry, level), style="bold")
    if unknown := explain.unknown_treatment(entry):
        yield said(unknown)
    yield Text()
    yield Text(explain.bands_heading(entry), style=SOFT)
    yield _bands(entry, width)
    yield Text()
    yield _facts(entry, level, width)
    yield Text()
    yield said(f"{explain.learned_from(entry)} {explain.doubt_taken(entry)}", style=SOFT)
    yield from (item(reason) for reason in entry.reasons)


def _others(answer: Answer, entry: ReliefAnswer) -> Iterable[RenderableType]:
    if answer.with_others is None:
        return
    sentences = explain_others.expected_of(answer.with_others, entry.intervention, answer.interval_level)
    yield Text()
    yield Text(explain_others.HEADING, style=SOFT)
    yield said(told(sentences))


def _bands(entry: ReliefAnswer, width: int) -> Table:
    """How probable each stretch of time is; light where it is not yet known."""
    table = grid()
    learned = explain.is_learned(entry)
    for title, share in explain.band_shares(entry):
        drawn = bar(share, width - 36)
        drawn = drawn if learned else drawn.replace("█", "░")
        chance = Text(glued(percent(share)), justify="right")
        table.add_row(title, chance, Text(drawn, style=RELIEF if learned else SOFT))
    return table


def _facts(entry: ReliefAnswer, level: float, width: int) -> Table:
    table = grid()
    for fact in explain.facts(entry, level):
        if width < ROOM_FOR_THREE:
            table.add_row(fact.label, said(f"{fact.value} ({fact.interval})"))
        else:
            table.add_row(fact.label, said(fact.value), said(fact.interval, style=SOFT))
    return table


def _drivers(answer: Answer, width: int) -> Iterable[RenderableType]:
    yield heading("What goes with more pain")
    yield inside(said(explain_days.drivers_sentence(answer)))
    if step := explain_days.drivers_step(answer):
        yield inside(said(step))
    if not answer.drivers:
        return
    reach = max(0.5, *(max(abs(driver.effect.lo), abs(driver.effect.hi)) for driver in answer.drivers))
    table = grid()
    for driver in answer.drivers:
        table.add_row(*_driver(driver, reach, 17 if width < NARROW else 25))
    yield Text()
    yield inside(table)
    yield inside(said(f"points of pain, less left of │, more right; {percent(answer.interval_level)} sure", style=SOFT))


def _driver(driver: DriverAnswer, reach: float, width: int) -> tuple[RenderableType, ...]:
    effect = driver.effect
    drawn = interval(effect.lo, effect.median, effect.hi, (-reach, reach), width, zero=0)
    style = SOFT if driver.verdict != LEARNED else PAIN if effect.median > 0 else RELIEF
    value = explain_days.driver_value(driver)
    return driver.title, Text(drawn, style=style), f"{value} ({number_interval(effect, signed=True)})"


def _forecast(answer: Answer, width: int) -> Iterable[RenderableType]:
    yield heading(f"The next {len(answer.forecast)} days" if answer.forecast else "The next days")
    yield inside(said(explain_days.forecast_sentence(answer)))
    if not answer.forecast:
        return
    if answer.with_others is not None:
        yield inside(said(explain_others.days_ahead(answer.with_others).text))
    table = grid()
    track = 21 if width < NARROW else 41
    table.add_row("", "pain", said(f"{percent(answer.interval_level)} sure"), Text(f"0{'10':>{track - 1}}"), style=SOFT)
    for point in answer.forecast:
        table.add_row(*_day(answer, point, track))
    yield Text()
    yield inside(table)


def _day(answer: Answer, point: ForecastPoint, track: int) -> tuple[RenderableType, ...]:
    mean, lo, hi = clamp(point.mean), clamp(point.lo), clamp(point.hi)
    drawn = interval(lo, mean, hi, (0, 10), track)
    when = weekday(answer.record.clock, point.day)
    return when, Text(number(mean), justify="right"), f"{number(lo)} to {number(hi)}", Text(drawn, style=PAIN)


def _limits(answer: Answer) -> Iterable[RenderableType]:
    yield heading("How far to trust this")
    if answer.diagnostics.trustworthy:
        yield inside(said(explain_days.trust(answer)))
    yield from (inside(said(sentence)) for sentence in explain_checks.checks(answer))
    yield inside(said(explain_days.diagnostics(answer), style=SOFT))
    yield from (inside(said(limit, style=SOFT)) for limit in explain_days.limits(answer))


def _listed(title: str, items: tuple[str, ...]) -> Iterable[RenderableType]:
    if items:
        yield heading(title)
        yield from (inside(item(entry)) for entry in items)
