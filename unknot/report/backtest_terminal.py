"""A backtest in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from unknot.report.backtest_answer import BacktestAnswer
from unknot.report.terminal_marks import Sheet

WIDEST = 100


def render(answer: BacktestAnswer, console: Console) -> None:
    """Print the table with its explanation and notices."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, heading in enumerate(answer.headings):
        table.add_column(heading, justify="right" if place else "left")
    for row in answer.rows:
        table.add_row(*row)
    notices = tuple(Text(f"• {notice}", style="dim") for notice in answer.notices)
    parts = (Text(answer.title, style="bold"), Text(), table, Text(), Text(answer.explanation, style="dim"), *notices)
    console.print(Sheet(parts), width=min(console.width, WIDEST), highlight=False, soft_wrap=False)
