"""Where moments and answers lie on the drawing, and lines through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from unknot.web.science import BandPoint

WIDTH = 960
LEFT, RIGHT = 48, 952
TOP, BOTTOM = 34, 274
KNOT_Y = 16
LABELS_Y = 292
STRIP_TOPS = (308, 342)
STRIP_HEIGHT = 26
PRACTICE_Y = 382
HEIGHT = 392
HIGHEST = 10.0
MOST_POINTS = 450
"""Of one line: a point for every second pixel."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of time from the left end of the drawing to the right."""

    first: datetime
    last: datetime

    def x(self, moment: datetime) -> float:
        """Where a moment lies [pixel]."""
        share = (moment - self.first) / (self.last - self.first)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment is within."""
        return self.first <= moment <= self.last


def thinned(points: Sequence[BandPoint]) -> list[BandPoint]:
    """As many points as can be told apart, evenly taken, the last one always among them."""
    every = -(-len(points) // MOST_POINTS)
    return [*points[:-1:every], *points[-1:]] if every > 1 else list(points)


def y(value: float) -> float:
    """Where an answer from 0 to 10 lies [pixel]; what is expected beyond the ends of the scale lies at its ends."""
    share = min(max(value, 0.0), HIGHEST) / HIGHEST
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def line(axis: Axis, points: Sequence[BandPoint]) -> str:
    """A path through the expected answers."""
    return _through([(axis.x(point.when), y(point.mean)) for point in points])


def area(axis: Axis, points: Sequence[BandPoint]) -> str:
    """The area between the ends of the intervals, as a closed path."""
    if not points:
        return ""
    above = [(axis.x(point.when), y(point.hi)) for point in points]
    below = [(axis.x(point.when), y(point.lo)) for point in reversed(points)]
    return f"{_through([*above, *below])}Z"


def _through(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{across:g},{down:g}" for across, down in places) if places else ""
