"""Half-lives on a scale whose steps are powers of ten, drawn as a strip; for every page that shows a caseload."""

from __future__ import annotations

import math

SHORTEST, LONGEST, WIDTH = 0.1, 100.0, 200.0
"""Ends of the scale of half-lives [day] and its width in the drawing."""
TICKS = (0.1, 1.0, 10.0, 100.0)


def days(value: float) -> str:
    """A number of days, below ten with one decimal."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def place(value: float) -> float:
    """Where a half-life stands on the scale; beyond its ends at its ends."""
    share = math.log(max(value, SHORTEST) / SHORTEST) / math.log(LONGEST / SHORTEST)
    return round(WIDTH * min(share, 1.0), 2)


def strip(median: float, lo: float, hi: float, middle: tuple[float, float] | None = None) -> str:
    """An interval as SVG in the colours of the page: a dot for the median, a line from end to end.

    Args:
        median: Where the dot stands [day].
        lo: Where the line begins [day].
        hi: Where it ends [day].
        middle: Where a thicker part of it begins and ends [day], if it has one.
    """
    rules = "".join(
        f'<line x1="{at}" x2="{at}" y1="0" y2="12" stroke="var(--rule)" vector-effect="non-scaling-stroke"/>'
        for at in map(place, TICKS)
    )
    lines = [_line(lo, hi, 3, ' stroke-opacity=".45"')]
    lines += [] if middle is None else [_line(*middle, 7, ' stroke-opacity=".45"')]
    lines += [_line(median, median, 9, ' stroke-linecap="round"', ".01")]
    view = f'<svg viewBox="0 0 {WIDTH:g} 12" preserveAspectRatio="none" aria-hidden="true">'
    return f"{view}{rules}{''.join(lines)}</svg>"


def _line(begin: float, end: float, width: int, further: str, dot: str = "") -> str:
    # A line without length has no round ends in every browser: a dot is a hair high.
    places = f'x1="{place(begin)}" x2="{place(end)}" y1="6" y2="6{dot}"'
    return f'<line {places} stroke="var(--relief)" stroke-width="{width}"{further} vector-effect="non-scaling-stroke"/>'
