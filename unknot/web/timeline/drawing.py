"""The timeline as shapes: every coordinate is worked out here, so that the template only writes them down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unknot.web.design.dates import dated
from unknot.web.science import BandPoint
from unknot.web.sessions.models import Session
from unknot.web.timeline.canvas import Axis, Canvas, area, line, thinned
from unknot.web.timeline.story import STRIPS, Reading, Story

DEEPEST_WASH = 0.36
LEAST_SCALE = 2.0
A_YEAR = 366
MOST_STOPS = 240
WIDEST_BAR = 7.0
ROOM_FOR_KNOT = 28
"""Of one session; where there is less, sessions are strokes [pixel]."""
ROOM_FOR_TITLE = 72
"""Of the words over the days ahead [pixel]."""
ROOM_FOR_LABEL = 68
"""Of one label on the time axis [pixel]."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at one place: a dot, a knot or a label, and what it stands for."""

    x: float
    y: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Answers to another question, as bars below the same time axis: one path of upright strokes."""

    name: str
    title: str
    label_y: float
    bars: str
    width: float


@dataclass(frozen=True, slots=True)
class Stop:
    """How deep the wash of relief is at one place of the gradient."""

    offset: float
    opacity: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes of a timeline."""

    rules: Sequence[Mark]
    labels: Sequence[Mark]
    dots: Sequence[Mark]
    knots: Sequence[Mark]
    practice: Sequence[Mark]
    strips: Sequence[Strip]
    stops: Sequence[Stop]
    wash: Area | None
    past_line: str
    past_area: str
    ahead_line: str
    ahead_area: str
    sand_x: float
    canvas: Canvas
    height: float
    crowded: bool

    @property
    def plot_width(self) -> float:
        """How wide the time that is shown is [pixel]."""
        return self.canvas.right - self.canvas.left

    @property
    def plot_height(self) -> float:
        """How high the scale of answers is [pixel]."""
        return self.canvas.bottom - self.canvas.top

    @property
    def answers(self) -> SafeString:
        """The dots, written here: a template takes ten times as long for hundreds of them."""
        return mark_safe("".join(f'<circle class="answer" cx="{dot.x:g}" cy="{dot.y:g}" r="3"/>' for dot in self.dots))

    @property
    def strokes(self) -> str:
        """The sessions where they are crowded: one path of strokes."""
        return "".join(f"M{mark.x:g},{self.canvas.knot - 7}v14" for mark in self.knots)

    @property
    def titled(self) -> bool:
        """Whether the days ahead have room for their title."""
        return self.sand_width > ROOM_FOR_TITLE

    @property
    def sand_width(self) -> float:
        """How far the days ahead reach [pixel]."""
        return round(self.canvas.right - self.sand_x, 1)


def draw(story: Story, axis: Axis, ahead: Sequence[BandPoint], practice: Any) -> Drawing:
    """A timeline.

    Args:
        story: What it tells.
        axis: The stretch of time that is shown.
        ahead: What is expected in the days ahead.
        practice: The practice, by whose clock days begin.
    """
    canvas = axis.canvas
    belief = thinned([point for point in story.belief if axis.holds(point.when)])
    end = story.end or axis.last
    joined = [*belief[-1:], *(point for point in ahead if axis.holds(point.when))]
    knots = [knot(axis, session, practice) for session in story.sessions if axis.holds(session.started_at)]
    wash = _wash(axis, belief, end) if story.relief_known else None
    return Drawing(
        rules=[Mark(canvas.left, axis.y(value), str(value)) for value in range(0, 11, 2)],
        labels=_labels(axis, practice),
        dots=[Mark(axis.x(at.when), axis.y(at.value)) for at in _within(axis, story.readings.get("pain", ()))],
        knots=knots,
        practice=[Mark(axis.x(at.when), canvas.practice) for at in _within(axis, story.practice)],
        strips=[_strip(story, axis, place) for place in range(len(STRIPS)) if story.readings.get(STRIPS[place])],
        stops=_stops(belief, end) if wash else (),
        wash=wash,
        past_line=line(axis, belief),
        past_area=area(axis, belief),
        ahead_line=line(axis, joined),
        ahead_area=area(axis, joined),
        sand_x=axis.x(min(max(end, axis.first), axis.last)),
        canvas=canvas,
        height=_height(story, canvas),
        crowded=len(knots) * ROOM_FOR_KNOT > canvas.right - canvas.left,
    )


def knot(axis: Axis, session: Session, practice: Any) -> Mark:
    """A session at the top of the timeline."""
    when = formats.date_format(practice.local(session.started_at), "MONTH_DAY_FORMAT")
    said = _("%(when)s, %(minutes)s minutes") % {"when": when, "minutes": session.minutes}
    return Mark(axis.x(session.started_at), axis.canvas.knot, said)


def _height(story: Story, canvas: Canvas) -> float:
    """As high as what is shown below the dates."""
    if story.practice:
        return canvas.height
    return canvas.practice - 8 if any(story.readings.get(name) for name in STRIPS) else canvas.labels + 8


def _within(axis: Axis, readings: Iterable[Reading]) -> list[Reading]:
    return [reading for reading in readings if axis.holds(reading.when)]


def _labels(axis: Axis, practice: Any) -> list[Mark]:
    """Dates at even steps, as many as there is room for, each at the midnight by which its day begins."""
    days = (axis.last - axis.first) / timedelta(days=1)
    most = (axis.canvas.right - axis.canvas.left) // ROOM_FOR_LABEL
    step = next((step for step in (1, 2, 7, 14, 28, 91) if days / step <= most), 182)
    first: datetime = practice.local(axis.first).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [first + timedelta(days=step * number) for number in range(1, int(days / step) + 2)]
    return [
        Mark(axis.x(moment), axis.canvas.labels, dated(moment, "M Y" if days > A_YEAR else "j M"))
        for moment in moments
        if axis.x(moment) + ROOM_FOR_LABEL / 2 <= axis.canvas.right
    ]


def _strip(story: Story, axis: Axis, place: int) -> Strip:
    name, canvas = STRIPS[place], axis.canvas
    base = canvas.strips[place] + canvas.strip
    days = max((axis.last - axis.first) / timedelta(days=1), 1)
    width = round(min(WIDEST_BAR, 0.75 * (canvas.right - canvas.left) / days), 1)
    bars = [
        f"M{axis.x(reading.when):g},{base}v-{1 + reading.value / 10 * (canvas.strip - 1):.1f}"
        for reading in _within(axis, story.readings[name])
    ]
    title = {"sleep_quality": _("Sleep"), "stress": _("Stress")}[name]
    return Strip(name, title, base - 2, "".join(bars), width)


def _wash(axis: Axis, belief: Sequence[BandPoint], end: datetime) -> Area | None:
    if len(belief) < 2:
        return None
    first, last = axis.x(belief[0].when), axis.x(min(end, axis.last))
    return Area(first, axis.canvas.top, round(last - first, 1), axis.canvas.bottom - axis.canvas.top)


def _stops(belief: Sequence[BandPoint], end: datetime) -> list[Stop]:
    """Teal as deep as relief is at work: one gradient over all, so that it has no seams."""
    first, length = belief[0].when, end - belief[0].when
    deepest = max(LEAST_SCALE, *(point.relief for point in belief))
    every = max(1, len(belief) // MOST_STOPS)
    return [
        Stop(round((point.when - first) / length, 4), round(DEEPEST_WASH * max(point.relief, 0.0) / deepest, 3))
        for point in belief[::every]
    ]
