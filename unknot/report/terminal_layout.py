"""The pieces that pages in the terminal are laid out with: headings, sentences, lists, tables."""

from __future__ import annotations

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from unknot.report.terminal_marks import glued

WIDEST = 96
SOFT = "dim"
RELIEF = "#4C8F87"


def heading(title: str, detail: str = "") -> RenderableType:
    """A line that begins a part of the page, with what it is about more closely."""
    text = Text(f"\n{title}", style=f"bold {RELIEF}")
    return text.append(f" · {detail}", style="bold") if detail else text


def item(text: str) -> Table:
    """One entry of a list, its further lines below its first."""
    table = Table.grid(padding=(0, 1))
    table.add_row("•", said(text))
    return table


def said(text: str, style: str = "") -> Text:
    """Text whose numbers stay on one line with their units."""
    return Text(glued(text), style=style)


def grid() -> Table:
    """A table without lines, for a few columns side by side."""
    return Table.grid(padding=(0, 2))


def inside(part: RenderableType) -> Padding:
    """What belongs under a heading."""
    return Padding(part, (0, 0, 0, 2))
