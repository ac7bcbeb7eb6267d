"""Trials of one in the terminal: the protocol, the analysis, and several taken together."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.text import Text

from unknot.planning.trial.analysis import TrialAnalysis
from unknot.records import Record
from unknot.report import trial_pool, trial_words
from unknot.report.dates import span
from unknot.report.terminal_layout import SOFT, WIDEST, grid, heading, inside, item, said
from unknot.report.terminal_marks import Sheet, interval
from unknot.report.trial_pool import PooledAnswer
from unknot.report.trial_protocol import Protocol
from unknot.report.wording import number, percent, points

_TRACK = 41


def render_protocol(written: Protocol, console: Console) -> None:
    """Print a protocol."""
    _print(_protocol(written), console)


def render_analysis(record: Record, found: TrialAnalysis, console: Console) -> None:
    """Print an analysis."""
    _print(_analysis(record, found), console)


def render_pooled(found: PooledAnswer, console: Console) -> None:
    """Print several trials taken together."""
    _print(_pooled(found), console)


def _print(parts: Iterable[RenderableType], console: Console) -> None:
    console.print(Sheet(tuple(parts)), width=min(console.width, WIDEST), highlight=False)


def _protocol(written: Protocol) -> Iterable[RenderableType]:
    yield said(written.title, style="bold")
    yield Text()
    yield said(written.summary)
    yield heading("What trials of other sizes find", "share of simulations that name the better option")
    table = grid()
    meaningful = written.design.meaningful
    table.add_row(
        "blocks",
        "days",
        f"{points(2 * meaningful)} better",
        f"{points(meaningful)} better",
        "none better",
        "known to ±",
    )
    for each in written.power:
        mark = " ←" if each.blocks == written.design.blocks else ""
        table.add_row(
            f"{each.blocks}{mark}", f"{each.days:g}", percent(each.found), percent(each.found_meaningful),
            percent(each.false), number(each.half_width),
        )  # fmt: skip
    yield inside(table)
    yield heading("Periods", "the order is sealed")
    schedule = grid()
    for period in written.periods:
        counts = f"counts from {period.counts_from}"
        schedule.add_row(f"{period.number}", f"block {period.block}", f"{period.begins} to {period.ends}", counts)
    yield inside(schedule)
    yield heading("Protocol", "items of SPENT 2019")
    for entry in written.items:
        yield inside(said(f"{entry.title} ({entry.number}): {entry.text}"))


def _analysis(record: Record, found: TrialAnalysis) -> Iterable[RenderableType]:
    yield Text(record.person, style="bold")
    yield said(trial_words.title(found), style=SOFT)
    yield heading("Result")
    yield inside(said(trial_words.headline(found), style="bold"))
    yield inside(said(trial_words.meaning(found)))
    yield inside(said(trial_words.caution(found)))
    low, middle, high = trial_words.benefit(found)
    reach = max(abs(low), abs(high), 2 * found.meaningful)
    yield Text()
    yield inside(Text(interval(low, middle, high, (-reach, reach), _TRACK, zero=0)))
    yield inside(said(f"left of │ better with “{found.titles[0]}”, right with “{found.titles[1]}”", style=SOFT))
    yield heading("Periods")
    table = grid()
    for period in found.periods:
        mean = number(period.mean) if period.mean is not None else "–"
        when = span(record.clock, period.start, period.end - 1)
        table.add_row(
            f"{period.number}", found.titles[period.option], when, f"mean {mean}", f"{period.counted} answers"
        )
    yield inside(table)
    yield heading("How it was worked out")
    for sentence in (
        trial_words.design_sentence(record, found),
        trial_words.model_sentence(found),
        trial_words.test_sentence(found),
    ):
        yield inside(said(sentence, style=SOFT))
    yield heading("Read with care")
    yield from (inside(item(limit)) for limit in trial_words.limits(found))


def _pooled(found: PooledAnswer) -> Iterable[RenderableType]:
    yield said(trial_pool.headline(found), style="bold")
    yield heading("Each person, drawn towards the others", "second option less the first")
    table = grid()
    for person, span_, below in zip(found.persons, found.pooled.persons, found.pooled.person_below_zero, strict=True):
        ends = f"{number(span_.low, signed=True)} to {number(span_.high, signed=True)}"
        table.add_row(person, number(span_.median, signed=True), ends, f"below zero: {percent(below)}")
    yield inside(table)
    following = found.pooled.next_person
    ends = f"{number(following.low, signed=True)} to {number(following.high, signed=True)}"
    yield inside(said(f"Another person of the kind: {number(following.median, signed=True)} ({ends}).", style=SOFT))
