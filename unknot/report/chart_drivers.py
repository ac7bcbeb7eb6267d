"""What goes with more or less pain: one interval a row around a line at zero."""

from __future__ import annotations

from typing import Any

from unknot.report import palette
from unknot.report.answer import LEARNED, Answer, DriverAnswer
from unknot.report.charts import DOT, Spec, along, at, chart, layer, to_svg
from unknot.report.explain_days import driver_value
from unknot.report.wording import number_interval

WIDTH, ROW = 360, 46
TRACK = 26
ROOM_FOR_VALUE = 130
LEAST_REACH = 0.5
TITLE = "less pain  ←  points on 0–10  →  more pain"
REACH_STEPS = (0.5, 1, 1.5, 2, 3, 4, 6, 8, 10)


def draw(answer: Answer, name: str) -> str:
    """The intervals as SVG."""
    return to_svg(specification(answer), name)


def specification(answer: Answer) -> Spec:
    """The intervals as a Vega-Lite specification."""
    rows = [_row(index, driver) for index, driver in enumerate(answer.drivers)]
    furthest = max([LEAST_REACH, *(max(abs(row["lo"]), abs(row["hi"])) for row in rows)])
    reach = next((step for step in REACH_STEPS if step >= furthest), furthest)
    height = ROW * len(rows)
    marks = [-reach, -reach / 2, 0, reach / 2, reach]
    signs = "datum.value == 0 ? '0' : (datum.value < 0 ? '\\u2212' : '+') + format(abs(datum.value), '~g')"
    axis = {"values": marks, "grid": False, "labelFlush": True, "labelExpr": signs, "title": TITLE}
    place = along("effect", (-reach, reach), axis)
    ends = {"x": along("lo", (-reach, reach), axis), "x2": {"field": "hi"}}
    y = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
    text_y = {"field": "text_y", "type": "quantitative", "scale": None, "axis": None}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    words = {"type": "text", "baseline": "middle", "fontSize": 12.5}
    layers = [
        layer({"type": "rule", "color": palette.SAND, "strokeWidth": 10, "strokeCap": "round"}, rows,
              x=at(5), x2=at(WIDTH - 5), y=y),
        layer({"type": "rule", "color": palette.SOFT, "strokeWidth": 1}, [{"effect": 0}],
              x=place, y=at(TRACK - 10), y2=at(height)),
        layer({"type": "rule", "strokeWidth": 6, "strokeCap": "round", "opacity": 0.55}, rows,
              **ends, y=y, color=colour),
        layer({**DOT, "size": 80}, rows,
              x=place, y=y, color=colour),
        layer({**words, "align": "left", "color": palette.INK, "limit": WIDTH - ROOM_FOR_VALUE}, rows,
              x=at(0), y=text_y, text={"field": "title"}),
        layer({**words, "align": "right", "color": palette.INK}, rows,
              x=at(WIDTH), y=text_y, text={"field": "value"}),
    ]  # fmt: skip
    return chart(WIDTH, height, layers)


def _row(index: int, driver: DriverAnswer) -> dict[str, Any]:
    effect = driver.effect
    colour = palette.UNKNOWN
    if driver.verdict == LEARNED:
        colour = palette.PAIN if effect.median > 0 else palette.RELIEF
    value = driver_value(driver)
    if driver.verdict == LEARNED:
        value += f" ({number_interval(effect, signed=True)})"
    return {
        "title": driver.title,
        "value": value,
        "effect": effect.median,
        "lo": effect.lo,
        "hi": effect.hi,
        "colour": colour,
        "y": index * ROW + TRACK,
        "text_y": index * ROW + 6,
    }
