"""Where moments and answers lie on the drawing, and lines through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from unknot.web.science import BandPoint

HIGHEST = 10.0
MOST_POINTS = 450
"""Of one line: a point for every second pixel."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """The sizes of a drawing [pixel].

    Attributes:
        width: Of the whole.
        left: Where time begins.
        right: Where it ends.
        top: Where an answer of 10 lies.
        bottom: Where an answer of 0 lies.
        knot: Where sessions stand.
        labels: Where dates stand.
        strips: Where the strips begin.
        strip: The height of a strip.
        practice: Where practice at home stands.
        height: Of the whole.
    """

    width: int
    left: int
    right: int
    top: int
    bottom: int
    knot: int
    labels: int
    strips: tuple[int, ...]
    strip: int
    practice: int
    height: int


WIDE = Canvas(960, 48, 952, 34, 274, 16, 292, (308, 342), 26, 382, 392)
"""For a laptop; narrower screens scroll it."""
NARROW = Canvas(358, 46, 352, 34, 206, 16, 224, (238, 268), 22, 304, 312)
"""For a phone in one glance."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of time from the left end of a drawing to the right, and answers from its bottom to its top."""

    first: datetime
    last: datetime
    canvas: Canvas = WIDE

    def x(self, moment: datetime) -> float:
        """Where a moment lies [pixel]."""
        share = (moment - self.first) / (self.last - self.first)
        return round(self.canvas.left + share * (self.canvas.right - self.canvas.left), 1)

    def y(self, value: float) -> float:
        """Where an answer from 0 to 10 lies [pixel]; what is expected beyond the ends of the scale lies at its ends."""
        share = min(max(value, 0.0), HIGHEST) / HIGHEST
        return round(self.canvas.bottom - share * (self.canvas.bottom - self.canvas.top), 1)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment is within."""
        return self.first <= moment <= self.last


def thinned(points: Sequence[BandPoint]) -> list[BandPoint]:
    """As many points as can be told apart, evenly taken, the last one always among them."""
    every = -(-len(points) // MOST_POINTS)
    return [*points[:-1:every], *points[-1:]] if every > 1 else list(points)


def line(axis: Axis, points: Sequence[BandPoint]) -> str:
    """A path through the expected answers."""
    return _through([(axis.x(point.when), axis.y(point.mean)) for point in points])


def area(axis: Axis, points: Sequence[BandPoint]) -> str:
    """The area between the ends of the intervals, as a closed path."""
    if not points:
        return ""
    above = [(axis.x(point.when), axis.y(point.hi)) for point in points]
    below = [(axis.x(point.when), axis.y(point.lo)) for point in reversed(points)]
    return f"{_through([*above, *below])}Z"


def _through(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{across:g},{down:g}" for across, down in places) if places else ""
