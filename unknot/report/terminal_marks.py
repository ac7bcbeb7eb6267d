"""Small drawings in letters: a bar for a share, an interval on a track; and the sheet they are printed on."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment

from unknot.report.wording import SPACE

GLUE = "\ue000"
"""Stands for a space that must not break: Rich would break a line at every kind of space."""

PLAIN = str.maketrans(
    {
        "█": "#", "▏": "|", "░": ".", "─": "-", "━": "=", "●": "o", "│": "|", "·": ".", "…": "...", "–": "-",
        "−": "-", "½": ".5", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ",
        "•": "*", "×": "x", "▲": "!", "’": "'",
    }
)  # fmt: skip
"""What a terminal that knows no Unicode shows instead."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that ends no line in spaces, and that any terminal can show."""

    parts: tuple[RenderableType, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Print the parts below each other."""
        plain = PLAIN if options.ascii_only else {}
        for line in Segment.split_lines(console.render(Group(*self.parts), options)):
            while line and not line[-1].text.strip():
                line.pop()
            for index, (text, style, control) in enumerate(line):
                shown = text.replace(GLUE, SPACE).translate(plain)
                yield Segment(shown.rstrip(" ") if index == len(line) - 1 else shown, style, control)
            yield Segment.line()


def glued(text: str) -> str:
    """Text that does not break where a number meets its unit."""
    return text.replace(SPACE, GLUE)


def bar(share: float, width: int) -> str:
    """A share of 0-1 as a bar; the smallest one is still seen."""
    return "█" * round(share * width) or "▏"


def interval(
    lo: float, middle: float, hi: float, ends: tuple[float, float], width: int, zero: float | None = None
) -> str:
    """An interval with its middle on a track from one end to the other, with a mark at zero."""
    track = ["·"] * width
    for place in range(_place(lo, ends, width), _place(hi, ends, width) + 1):
        track[place] = "━"
    if zero is not None:
        track[_place(zero, ends, width)] = "│"
    track[_place(middle, ends, width)] = "●"
    return "".join(track)


def _place(value: float, ends: tuple[float, float], width: int) -> int:
    low, high = ends
    return min(max(round((value - low) / (high - low) * (width - 1)), 0), width - 1)
