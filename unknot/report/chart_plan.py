"""One option over its weeks: pain expected day by day, beside doing nothing, with the sessions above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unknot.report import palette
from unknot.report.charts import Spec, along, at, chart, labels, layer, to_svg
from unknot.report.plan_answer import OptionAnswer, PlanAnswer, PlanDay
from unknot.report.wording import number

WIDTH, HEIGHT = 460, 170
MARKS = (0, 2, 4, 6, 8, 10)
WEEK = 7


def draw(plan: PlanAnswer, option: OptionAnswer, bare: OptionAnswer, name: str) -> str:
    """The option as SVG."""
    return to_svg(specification(plan, option, bare), name)


def specification(plan: PlanAnswer, option: OptionAnswer, bare: OptionAnswer) -> Spec:
    """The option as a Vega-Lite specification.

    Args:
        plan: The plan, for its goal.
        option: The option.
        bare: "Do nothing", to compare.
    """
    first = option.days[0].day
    days = (0.0, float(len(option.days)))
    x = along("day", days, _weeks(len(option.days)))
    axis = {"values": list(MARKS), "grid": True}
    pain = along("pain", (0, 10), axis)
    band = {"y": along("lo", (0, 10), axis), "y2": {"field": "hi"}}
    rows, without = _rows(option.days, first), _rows(bare.days, first)
    sessions = [{"day": session.day - first + 0.5} for session in option.schedule]
    apart = [] if option is bare else [
        layer({"type": "line", "color": palette.SOFT, "strokeWidth": 1.5, "strokeDash": [4, 4]}, without, x=x, y=pain),
        *_named("do nothing", without, x, pain, above=True),
    ]  # fmt: skip
    layers = [
        layer({"type": "area", "color": palette.PAIN, "opacity": 0.16}, rows, x=x, **band),
        *_goal(plan, x, pain, days[1]),
        *apart,
        layer({"type": "line", "color": palette.PAIN, "strokeWidth": 2.2, "strokeJoin": "round"}, rows, x=x, y=pain),
        layer({"type": "tick", "color": palette.RELIEF, "thickness": 3, "size": 14}, sessions, x=x, y=at(-16)),
        *(labels([{"label": "sessions"}], at(-8), at(-16), align="right", fontSize=11) if sessions else []),
    ]
    return chart(WIDTH, HEIGHT, layers)


def _rows(days: Sequence[PlanDay], first: float) -> list[dict[str, Any]]:
    return [{"day": each.day - first + 0.5, "pain": each.mean, "lo": each.lo, "hi": each.hi} for each in days]


def _weeks(days: int) -> Spec:
    step = WEEK if days <= 12 * WEEK else 4 * WEEK
    return {
        "values": list(range(0, days + 1, step)),
        "grid": False,
        "labelFlush": True,
        "labelExpr": f"datum.value == 0 ? 'start' : datum.value / {WEEK} + (datum.value == {WEEK} ? ' week' : '')",
    }


def _goal(plan: PlanAnswer, x: Spec, pain: Spec, last: float) -> list[Spec]:
    row = {"day": last, "pain": plan.highest_good, "label": f"good day: {number(plan.highest_good)} or less"}
    rule = {"type": "rule", "color": palette.INK, "strokeWidth": 1, "strokeDash": [2, 3], "opacity": 0.7}
    words = labels([row], x, pain, align="right", baseline="bottom", dy=-4, fontSize=11)
    return [layer(rule, [row], y=pain), *words]


def _named(words: str, rows: Sequence[dict[str, Any]], x: Spec, pain: Spec, *, above: bool) -> list[Spec]:
    row = {**rows[len(rows) // 8], "label": words}
    return labels([row], x, pain, baseline="bottom" if above else "top", dy=-6 if above else 6, fontSize=11)
