"""The answer as a page in the terminal, for a therapist who has no time: one or two screens, no jargon."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from unknot.report import explain, explain_days, palette
from unknot.report.answer import LEARNED, Answer, DriverAnswer, ForecastPoint, ReliefAnswer
from unknot.report.dates import weekday
from unknot.report.terminal_marks import Sheet, bar, glued, interval
from unknot.report.wording import clamp, number, number_interval, percent

WIDEST = 96
NARROW = 78
ROOM_FOR_THREE = 88
SOFT = "dim"
PAIN = palette.PAIN
RELIEF = "#4C8F87"


def render(answer: Answer, console: Console) -> None:
    """Print the page."""
    width = min(console.width, WIDEST)
    console.print(Sheet(tuple(_page(answer, width))), width=width, highlight=False, soft_wrap=False)


def _page(answer: Answer, width: int) -> Iterable[RenderableType]:
    yield Text(answer.record.person, style="bold")
    yield _said(explain_days.who(answer), style=SOFT)
    if not answer.diagnostics.trustworthy:
        yield Text()
        yield Panel(_said(f"▲ WARNING  {explain_days.trust(answer)}", style="bold"), border_style="bold red")
    yield from _relief(answer, width)
    yield from _drivers(answer, width)
    yield from _forecast(answer, width)
    yield from _listed("What to record next", answer.next_steps)
    yield from _listed("What was assumed", answer.notices)
    yield from _limits(answer)


def _relief(answer: Answer, width: int) -> Iterable[RenderableType]:
    if not answer.relief:
        sentence, step = explain.no_sessions()
        yield _heading("How long relief lasts")
        yield _inside(_said(sentence, style="bold"))
        if not answer.next_steps:
            yield _inside(_said(f"Next: {step}"))
    for entry in answer.relief:
        yield _heading("How long relief lasts", entry.title if len(answer.relief) > 1 else "")
        yield from (_inside(part) for part in _treatment(entry, answer.interval_level, width))


def _treatment(entry: ReliefAnswer, level: float, width: int) -> Iterable[RenderableType]:
    if not explain.is_learned(entry):
        yield Text("Not enough data yet.", style="bold")
    yield _said(explain.relief_sentence(entry, level), style="bold")
    if unknown := explain.unknown_treatment(entry):
        yield _said(unknown)
    yield Text()
    yield Text(explain.bands_heading(entry), style=SOFT)
    yield _bands(entry, width)
    yield Text()
    yield _facts(entry, level, width)
    yield Text()
    yield _said(f"{explain.learned_from(entry)} {explain.doubt_taken(entry)}", style=SOFT)
    yield from (_item(reason) for reason in entry.reasons)


def _bands(entry: ReliefAnswer, width: int) -> Table:
    """How probable each stretch of time is; light where it is not yet known."""
    table = _grid()
    learned = explain.is_learned(entry)
    for title, share in explain.band_shares(entry):
        drawn = bar(share, width - 36)
        drawn = drawn if learned else drawn.replace("█", "░")
        chance = Text(glued(percent(share)), justify="right")
        table.add_row(title, chance, Text(drawn, style=RELIEF if learned else SOFT))
    return table


def _facts(entry: ReliefAnswer, level: float, width: int) -> Table:
    table = _grid()
    for fact in explain.facts(entry, level):
        if width < ROOM_FOR_THREE:
            table.add_row(fact.label, _said(f"{fact.value} ({fact.interval})"))
        else:
            table.add_row(fact.label, _said(fact.value), _said(fact.interval, style=SOFT))
    return table


def _drivers(answer: Answer, width: int) -> Iterable[RenderableType]:
    yield _heading("What goes with more pain")
    yield _inside(_said(explain_days.drivers_sentence(answer)))
    if step := explain_days.drivers_step(answer):
        yield _inside(_said(step))
    if not answer.drivers:
        return
    reach = max(0.5, *(max(abs(driver.effect.lo), abs(driver.effect.hi)) for driver in answer.drivers))
    table = _grid()
    for driver in answer.drivers:
        table.add_row(*_driver(driver, reach, 17 if width < NARROW else 25))
    yield Text()
    yield _inside(table)
    yield _inside(
        _said(f"points of pain, less left of │, more right; {percent(answer.interval_level)} sure", style=SOFT)
    )


def _driver(driver: DriverAnswer, reach: float, width: int) -> tuple[RenderableType, ...]:
    effect = driver.effect
    drawn = interval(effect.lo, effect.median, effect.hi, (-reach, reach), width, zero=0)
    style = SOFT if driver.verdict != LEARNED else PAIN if effect.median > 0 else RELIEF
    value = explain_days.driver_value(driver)
    return driver.title, Text(drawn, style=style), f"{value} ({number_interval(effect, signed=True)})"


def _forecast(answer: Answer, width: int) -> Iterable[RenderableType]:
    yield _heading(f"The next {len(answer.forecast)} days" if answer.forecast else "The next days")
    yield _inside(_said(explain_days.forecast_sentence(answer)))
    if not answer.forecast:
        return
    table = _grid()
    track = 21 if width < NARROW else 41
    table.add_row(
        "", "pain", _said(f"{percent(answer.interval_level)} sure"), Text(f"0{'10':>{track - 1}}"), style=SOFT
    )
    for point in answer.forecast:
        table.add_row(*_day(answer, point, track))
    yield Text()
    yield _inside(table)


def _day(answer: Answer, point: ForecastPoint, track: int) -> tuple[RenderableType, ...]:
    mean, lo, hi = clamp(point.mean), clamp(point.lo), clamp(point.hi)
    drawn = interval(lo, mean, hi, (0, 10), track)
    when = weekday(answer.record.clock, point.day)
    return when, Text(number(mean), justify="right"), f"{number(lo)} to {number(hi)}", Text(drawn, style=PAIN)


def _limits(answer: Answer) -> Iterable[RenderableType]:
    yield _heading("How far to trust this")
    if answer.diagnostics.trustworthy:
        yield _inside(_said(explain_days.trust(answer)))
    yield _inside(_said(explain_days.diagnostics(answer), style=SOFT))
    yield from (_inside(_said(limit, style=SOFT)) for limit in explain_days.limits(answer))


def _listed(title: str, items: tuple[str, ...]) -> Iterable[RenderableType]:
    if items:
        yield _heading(title)
        yield from (_inside(_item(item)) for item in items)


def _heading(title: str, detail: str = "") -> RenderableType:
    text = Text(f"\n{title}", style=f"bold {RELIEF}")
    return text.append(f" · {detail}", style="bold") if detail else text


def _item(text: str) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_row("•", _said(text))
    return table


def _said(text: str, style: str = "") -> Text:
    """Text whose numbers stay on one line with their units."""
    return Text(glued(text), style=style)


def _grid() -> Table:
    return Table.grid(padding=(0, 2))


def _inside(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))
