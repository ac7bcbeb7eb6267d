"""`unknot ask` in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.text import Text

from unknot.planning.asking import Questions
from unknot.records import Record
from unknot.report.ask_words import after_stopping, basis, comparison, headline, in_order
from unknot.report.dates import weekday
from unknot.report.terminal_layout import SOFT, WIDEST, grid, heading, inside, said
from unknot.report.terminal_marks import Sheet


def render(record: Record, found: Questions, console: Console) -> None:
    """Print the page."""
    console.print(Sheet(tuple(_page(record, found))), width=min(console.width, WIDEST), highlight=False)


def _page(record: Record, found: Questions) -> Iterable[RenderableType]:
    yield Text(record.person, style="bold")
    yield heading("When to ask next")
    yield inside(said(headline(found), style="bold"))
    if not found.stop:
        yield from _prompts(record, found)
    yield Text()
    for sentence in (comparison(found), basis(record, found), after_stopping(found)):
        if sentence:
            yield inside(said(sentence, style=SOFT))


def _prompts(record: Record, found: Questions) -> Iterable[RenderableType]:
    table = grid()
    for question in in_order(found):
        hour = round((question.day % 1) * 24)
        table.add_row(weekday(record.clock, question.day), f"{hour:02d}:00", question.moment)
    yield Text()
    yield inside(table)
