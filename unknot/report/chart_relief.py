"""Relief after one session: the curve with its interval, and the place where half of it is gone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from unknot.report import palette
from unknot.report.answer import CurvePoint, ReliefAnswer
from unknot.report.charts import DOT, Spec, along, at, chart, labels, layer, to_svg
from unknot.report.explain import is_learned, some_stays

WIDTH, HEIGHT = 360, 180
DAY_STEPS = (1, 2, 7, 14, 28)
MOST_MARKS = 8
LEAST_TOP = 2.0
ROOM_FOR_LABEL = 0.62


def draw(entry: ReliefAnswer, name: str) -> str:
    """The curve as SVG."""
    return to_svg(specification(entry), name)


def specification(entry: ReliefAnswer) -> Spec:
    """The curve as a Vega-Lite specification; grey where the data do not yet say how long relief lasts."""
    learned = is_learned(entry)
    colour = palette.RELIEF if learned else palette.UNKNOWN
    rows = [_row(point) for point in entry.curve]
    last = max((row["day"] for row in rows), default=7.0)
    top = max([LEAST_TOP, *(row["hi"] for row in rows)])
    bottom = min([0.0, *(row["lo"] for row in rows)])
    x = along("day", (0, last), _days(last))
    heights = (bottom, top * 1.08)
    y_axis = {"values": list(range(int(bottom), int(top) + 1)), "grid": True}
    y = along("relief", heights, y_axis)
    band = {"y": along("lo", heights, y_axis), "y2": {"field": "hi"}}
    stroke = {"strokeWidth": 2.2} if learned else {"strokeWidth": 1.5, "strokeDash": [3, 5]}
    layers = [
        layer({"type": "area", "color": colour, "opacity": 0.18}, rows, x=x, **band),
        *_one_point(x, heights, y_axis, last),
        layer({"type": "line", "color": colour, **stroke}, rows, x=x, y=y),
        *(_half(entry, x, y, last) if learned else _not_known()),
        *_what_is_up(),
    ]
    return chart(WIDTH, HEIGHT, layers)


def _row(point: CurvePoint) -> dict[str, Any]:
    return {"day": point.day, "relief": point.relief.median, "lo": point.relief.lo, "hi": point.relief.hi}


def _what_is_up() -> list[Spec]:
    words = [{"label": "points less pain"}]
    return labels(words, at(0), at(-6), align="left", baseline="bottom", fontSize=11)


def _days(last: float) -> Spec:
    step = next((step for step in DAY_STEPS if last / step <= MOST_MARKS), DAY_STEPS[-1])
    return {
        "values": list(range(0, int(last) + 1, step)),
        "grid": False,
        "labelFlush": True,
        "title": "days after one session",
    }


def _one_point(x: Spec, heights: tuple[float, float], axis: Spec, last: float) -> list[Spec]:
    """The threshold by which relief is judged."""
    y = along("relief", heights, axis)
    rows = [{"day": last, "relief": 1.0, "label": "one point of relief"}]
    rule = {"type": "rule", "color": palette.INK, "strokeWidth": 1, "strokeDash": [2, 3], "opacity": 0.7}
    words = labels(rows, x, y, align="right", baseline="bottom", dy=-4, fontSize=11)
    return [layer(rule, rows, y=y), *words]


def _half(entry: ReliefAnswer, x: Spec, y: Spec, last: float) -> list[Spec]:
    """A dot where half is gone, and a line down to its day; nothing if that lies beyond the picture."""
    day = entry.half_life_days.median
    if not entry.curve or day > last:
        return []
    row = {
        "day": day,
        "relief": _height(entry.curve, day),
        "foot": 0.0,
        "label": "half of what fades is gone" if some_stays(entry) else "half is gone",
    }
    left = day / last > ROOM_FOR_LABEL
    side = {"align": "right" if left else "left", "dx": -4 if left else 8, "dy": -14}
    drop = {"type": "rule", "color": palette.RELIEF, "strokeWidth": 1.2, "strokeDash": [3, 3]}
    dot = {**DOT, "size": 70, "color": palette.RELIEF}
    return [
        layer(drop, [row], x=x, y=y, y2={"field": "foot"}),
        layer(dot, [row], x=x, y=y),
        *labels([row], x, y, color=palette.INK, **side),
    ]


def _not_known() -> list[Spec]:
    """The words that keep a grey curve from being read as an answer."""
    return labels([{"label": "not known yet"}], at(WIDTH / 2), at(HEIGHT * 0.3), align="center", fontSize=13)


def _height(curve: Sequence[CurvePoint], day: float) -> float:
    """The middle of the curve at a day between its points."""
    for before, after in pairwise(curve):
        if before.day <= day <= after.day:
            part = (day - before.day) / (after.day - before.day)
            return before.relief.median + part * (after.relief.median - before.relief.median)
    return curve[0].relief.median
