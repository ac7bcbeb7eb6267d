"""The coming days: where the answer on pain is expected, one upright interval a day."""

from __future__ import annotations

from typing import Any

from unknot.report import palette
from unknot.report.answer import Answer, ForecastPoint
from unknot.report.charts import DOT, Spec, along, at, chart, layer, to_svg
from unknot.report.dates import date, weekday
from unknot.report.wording import clamp, number

WIDTH, HEIGHT = 360, 180
MARKS = (0, 2, 4, 6, 8, 10)


def draw(answer: Answer, name: str) -> str:
    """The coming days as SVG."""
    return to_svg(specification(answer), name)


def specification(answer: Answer) -> Spec:
    """The coming days as a Vega-Lite specification."""
    points = answer.forecast
    step = WIDTH / max(len(points), 1)
    rows = [_row(answer, point, (index + 0.5) * step) for index, point in enumerate(points)]
    axis = {"values": list(MARKS), "grid": True}
    pain = along("pain", (0, 10), axis)
    x = {"field": "x", "type": "quantitative", "scale": None, "axis": None}
    ends = {"y": along("lo", (0, 10), axis), "y2": {"field": "hi"}}
    bar = min(16.0, step / 3)
    round_bar = {"strokeWidth": bar, "strokeCap": "round"}
    words = {"type": "text", "baseline": "top", "color": palette.SOFT, "fontSize": 11}
    layers = [
        layer({"type": "rect", "color": palette.SAND, "opacity": 0.7}, [{}],
              x=at(0), x2=at(WIDTH), y=at(0), y2=at(HEIGHT)),
        layer({"type": "rule", "color": palette.CARD, "strokeWidth": 1},
              [{"pain": mark} for mark in MARKS[1:-1]],
              x=at(0), x2=at(WIDTH), y=pain),
        layer({"type": "rule", "color": palette.PAIN, "opacity": 0.32, **round_bar},
              rows, x=x, **ends),
        layer({"type": "line", "color": palette.PAIN, "strokeWidth": 1.5, "strokeDash": [5, 4]}, rows,
              x=x, y=pain),
        layer({**DOT, "color": palette.PAIN, "size": 70}, rows, x=x, y=pain),
        layer({"type": "text", "align": "left", "dx": bar / 2 + 4, "dy": -8, "color": palette.INK},
              rows, x=x, y=pain, text={"field": "value"}),
        layer({**words, "dy": 10}, rows, x=x, y=at(HEIGHT), text={"field": "weekday"}),
        layer({**words, "dy": 25}, rows, x=x, y=at(HEIGHT), text={"field": "date"}),
    ]  # fmt: skip
    return chart(WIDTH, HEIGHT, layers)


def _row(answer: Answer, point: ForecastPoint, x: float) -> dict[str, Any]:
    clock = answer.record.clock
    named = weekday(clock, point.day).split(" ")[0]
    return {
        "x": x,
        "pain": clamp(point.mean),
        "lo": clamp(point.lo),
        "hi": clamp(point.hi),
        "value": number(clamp(point.mean)),
        "weekday": named,
        "date": date(clock, point.day).removeprefix("day "),
    }
