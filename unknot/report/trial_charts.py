"""The pictures of a trial of one: its calendar, the difference with its interval, and the means of its periods."""

from __future__ import annotations

from typing import Any

from unknot.planning.trial.analysis import TrialAnalysis
from unknot.planning.trial.schedule import B
from unknot.report import palette
from unknot.report.charts import DOT, Spec, along, at, chart, labels, layer
from unknot.report.trial_protocol import Protocol
from unknot.report.trial_words import benefit
from unknot.report.wording import number

WIDTH, LABELS = 640, 190
ROW, GAP, BLOCK_GAP = 26, 6, 12
EFFECT_HEIGHT, MEANS_HEIGHT = 150, 200
NARROW = 480


def calendar(written: Protocol) -> Spec:
    """The calendar: a row for each period, a square for each day, pale where days do not count."""
    design = written.design
    step = (WIDTH - LABELS) / design.period_days
    rows: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    for period in written.periods:
        top = (period.number - 1) * (ROW + GAP) + (period.block - 1) * BLOCK_GAP
        names.append({"y": top + ROW / 2, "label": f"{period.number} · {period.begins} to {period.ends}"})
        rows += [
            {
                "x": LABELS + day * step + 1,
                "x2": LABELS + (day + 1) * step - 1,
                "y": top,
                "y2": top + ROW,
                "counts": day >= design.washout.days,
            }
            for day in range(design.period_days)
        ]
    height = (len(written.periods)) * (ROW + GAP) + (design.blocks - 1) * BLOCK_GAP - GAP
    place = {axis: {"field": axis, "type": "quantitative", "scale": None, "axis": None} for axis in ("x", "y")}
    ends = {axis: {"field": axis} for axis in ("x2", "y2")}
    squares = [
        layer({"type": "rect", "color": colour, "cornerRadius": 3, "opacity": opacity},
              [row for row in rows if row["counts"] is counts], **place, **ends)
        for counts, colour, opacity in ((True, palette.RELIEF, 0.75), (False, palette.UNKNOWN, 0.28))
        if any(row["counts"] is counts for row in rows)
    ]  # fmt: skip
    words = {"type": "text", "align": "left", "baseline": "middle", "color": palette.INK}
    titles = layer(words, names, x=at(0), y=place["y"], text={"field": "label"})
    return chart(WIDTH, height, [*squares, titles])


def effect(found: TrialAnalysis) -> Spec:
    """The difference with its interval, between the bounds within which it is too small to matter."""
    low, middle, high = benefit(found)
    reach = max(abs(low), abs(high), 1.5 * found.meaningful) * 1.12
    ticks = list(range(-int(reach), int(reach) + 1))
    x = along(
        "value",
        (-reach, reach),
        {"values": ticks, "grid": False, "title": "points better", "labelExpr": "abs(datum.value)"},
    )
    whole = {"y": at(0), "y2": at(EFFECT_HEIGHT)}
    centre = at(EFFECT_HEIGHT / 2)
    matters = [{"value": sign * found.meaningful} for sign in (-1, 1)]
    too_small = [{"value": -found.meaningful, "to": found.meaningful}]
    row = [{"value": middle, "low": low, "high": high, "label": f"{number(abs(middle))}"}]
    span = {"x": {**x, "field": "low"}, "x2": {"field": "high"}}
    sides = [
        {"value": -reach, "label": f"◂ {found.titles[0]} better", "align": "left"},
        {"value": reach, "label": f"{found.titles[1]} better ▸", "align": "right"},
    ]
    side_words = [
        part
        for side in sides
        for part in labels([side], x, at(-10), align=side["align"], baseline="bottom", color=palette.INK)
    ]
    dotted = {"type": "rule", "color": palette.INK, "strokeDash": [2, 3], "opacity": 0.7}
    bar = {"type": "rule", "color": palette.RELIEF, "strokeWidth": 12, "strokeCap": "round", "opacity": 0.35}
    words = [{"value": 0, "label": "too small to matter"}]
    layers = [
        layer({"type": "rect", "color": palette.SAND, "opacity": 0.9}, too_small, x=x, x2={"field": "to"}, **whole),
        layer(dotted, matters, x=x, **whole),
        layer({"type": "rule", "color": palette.SOFT, "strokeWidth": 1}, [{"value": 0}], x=x, **whole),
        layer(bar, row, **span, y=centre),
        layer({**DOT, "color": palette.RELIEF, "size": 170}, row, x=x, y=centre),
        *labels(words, x, at(EFFECT_HEIGHT - 8), align="center", baseline="bottom", fontSize=11),
        *side_words,
    ]
    return chart(NARROW, EFFECT_HEIGHT, layers)


def means(found: TrialAnalysis) -> Spec:
    """The mean answer of each period over time, one colour for each option."""
    first, last = found.periods[0].start, found.periods[-1].end
    seen = [period for period in found.periods if period.mean is not None]
    x_axis = {"grid": False, "labels": False, "title": "periods, in the order of time"}
    y_axis = {"values": [0, 2, 4, 6, 8, 10], "grid": True}
    layers: list[Spec] = []
    for option, colour in ((0, palette.STRESS), (B, palette.RELIEF)):
        rows = [
            {
                "start": p.start + 0.3,
                "end": p.end - 0.3,
                "mean": p.mean,
                "middle": (p.start + p.end) / 2,
                "label": number(p.mean),
            }
            for p in seen
            if p.option == option and p.mean is not None
        ]
        y = along("mean", (0, 10), y_axis)
        bar = {"type": "rule", "color": colour, "strokeWidth": 7, "strokeCap": "round"}
        layers.append(layer(bar, rows, x=along("start", (first, last), x_axis), x2={"field": "end"}, y=y))
        layers += labels(rows, along("middle", (first, last)), y, dy=-10, baseline="bottom", color=palette.INK)
    return chart(NARROW, MEANS_HEIGHT, layers)
