"""The timeline: answers, belief, sessions and what is left of their relief, and the days ahead."""

from __future__ import annotations

from typing import Any

from unknot.report import charts, palette
from unknot.report.answer import LEARNED, Answer
from unknot.report.chart_frame import WIDE, Frame, dots
from unknot.report.chart_frame import span as days_of
from unknot.report.chart_strips import LANE, lanes, strips
from unknot.report.charts import Spec, along, at, chart, labels, layer, thin, to_svg
from unknot.report.dates import ticks
from unknot.report.wording import clamp

LEAST_SCALE = 2.0
DEEPEST = 0.36
DEEPEST_CROWDED = 0.24
CROWDED = 45
MOST_STOPS = 500


def draw(answer: Answer, frame: Frame, name: str) -> str:
    """The timeline as SVG."""
    return to_svg(specification(answer, frame), name)


def specification(answer: Answer, frame: Frame) -> Spec:
    """The timeline as a Vega-Lite specification."""
    span = days_of(answer)
    panels = [*lanes(answer, frame, span), _pain(answer, frame, span), *strips(answer, frame, span)]
    return {"vconcat": panels, "spacing": 6}


def _pain(answer: Answer, frame: Frame, span: tuple[float, float]) -> Spec:
    y_axis = {"values": [0, 2, 4, 6, 8, 10], "grid": True}
    pain = along("pain", (0, 10), y_axis)
    day = along("day", span)
    band = {"y": along("lo", (0, 10), y_axis), "y2": {"field": "hi"}}
    past = thin([_belief(point.day, point.expected, point.lo, point.hi) for point in answer.timeline], frame.points)
    ahead = [_belief(point.day, point.mean, point.lo, point.hi) for point in answer.forecast]
    ahead = [*past[-1:], *ahead]
    sizes = {"size": 26 if frame is WIDE else 18, "opacity": 0.72}
    answers, together = dots(answer, frame)
    if together > 1 or len(answers) > 150:
        sizes = {"size": 10, "opacity": 0.5}
    clay = {"color": palette.PAIN}
    layers = [
        *_wash(answer, span),
        *_ahead(answer, span, frame),
        layer({"type": "area", "color": palette.PAIN, "opacity": 0.14}, past, x=day, **band),
        layer({"type": "area", "color": palette.PAIN, "opacity": 0.2}, ahead, x=day, **band),
        *_moments(answer, span),
        layer({"type": "line", **clay, "strokeWidth": 2, "strokeJoin": "round"}, past, x=day, y=pain),
        layer({"type": "line", **clay, "strokeWidth": 2, "strokeDash": [5, 4]}, ahead, x=day, y=pain),
        layer({"type": "circle", "color": palette.INK, **sizes}, answers, x=day, y=pain),
        *labels([{"label": "pain"}], at(-8), at(-12), align="right", baseline="bottom", fontSize=11),
        *_time(answer, span, frame),
    ]
    return chart(frame.width, frame.height, layers)


def _belief(day: float, middle: float, lo: float, hi: float) -> dict[str, Any]:
    return {"day": day, "pain": clamp(middle), "lo": clamp(lo), "hi": clamp(hi)}


def _wash(answer: Answer, span: tuple[float, float]) -> list[Spec]:
    """Teal over the whole plot, as deep as relief is at work: one gradient has no seams."""
    if len(answer.timeline) < 2 or not any(entry.verdict == LEARNED for entry in answer.relief):
        return []
    first, last = answer.timeline[0].day, answer.timeline[-1].day
    opacity = DEEPEST if len(answer.record.doses) <= CROWDED else DEEPEST_CROWDED
    deepest = max(LEAST_SCALE, *(point.relief for point in answer.timeline))
    stops = [
        {
            "offset": round((point.day - first) / (last - first), 3),
            "color": palette.fade(palette.RELIEF, opacity * max(point.relief, 0) / deepest),
        }
        for point in thin(answer.timeline, MOST_STOPS)
    ]
    fill = {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 0, "stops": stops}
    place = {"x": along("first", span), "x2": {"field": "last"}, "y": at(0), "y2": at("height")}
    return [layer({"type": "rect", "color": fill}, [{"first": first, "last": last}], **place)]


def _ahead(answer: Answer, span: tuple[float, float], frame: Frame) -> list[Spec]:
    """The days ahead stand on sand."""
    if not answer.forecast or not answer.timeline:
        return []
    start = answer.timeline[-1].day
    place = {"x": along("first", span), "x2": {"field": "last"}, "y": at(0), "y2": at("height")}
    rows = [{"first": start, "last": span[1]}]
    found = [layer({"type": "rect", "color": palette.SAND, "opacity": 0.85}, rows, **place)]
    if (span[1] - start) / (span[1] - span[0]) * frame.width > 70:
        text = {"type": "text", "align": "left", "dx": 8, "color": palette.SOFT}
        rows = [{"first": start, "label": "next days"}]
        words = {"x": along("first", span), "y": at(frame.height - 12), "text": {"field": "label"}}
        found.append(layer(text, rows, **words))
    return found


def _moments(answer: Answer, span: tuple[float, float]) -> list[Spec]:
    """A thin line down from each session, where there is room for them."""
    doses = answer.record.doses
    if not doses or len(doses) > CROWDED:
        return []
    rule = {"type": "rule", "color": palette.RELIEF, "opacity": 0.4, "strokeWidth": 1}
    rows = [{"day": dose.day} for dose in doses]
    return [layer(rule, rows, x=along("day", span), y=at(-LANE // 4), y2=at("height"))]


def _time(answer: Answer, span: tuple[float, float], frame: Frame) -> list[Spec]:
    rows = [{"day": day, "label": label} for day, label in _marks(answer, span, frame)]
    mark = {"type": "text", "align": "left", "baseline": "top", "color": palette.SOFT}
    place = {"x": along("day", span), "y": at(frame.height + 8), "text": {"field": "label"}}
    tick = {"x": along("day", span), "y": at(frame.height), "y2": at(frame.height + 5)}
    return [layer(mark, rows, **place), layer({"type": "rule", "color": palette.RULE}, rows, **tick)]


def _marks(answer: Answer, span: tuple[float, float], frame: Frame) -> list[tuple[float, str]]:
    """The labels of the time axis that end inside the plot."""
    first, last = span
    room = first + (1 - 3.6 * charts.TEXT / frame.width) * (last - first)
    return [(day, label) for day, label in ticks(answer.record.clock, first, last, frame.marks) if day <= room]
