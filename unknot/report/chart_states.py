"""States of the pain system over time: one panel a quantity, one line a regimen, people's spread as a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unknot.model.exposure import Numbers
from unknot.report import palette
from unknot.report.charts import Spec, along, at, labels, layer

WIDTH, HEIGHT = 560, 120
COLOURS = (palette.RELIEF, palette.PAIN, palette.STRESS, palette.SLEEP, palette.UNKNOWN)
_HOUR, _DAY = 1 / 24, 1.0


@dataclass(frozen=True)
class Line:
    """One regimen's course of one quantity.

    Attributes:
        label: What it is called.
        days: The moments [day].
        values: Shape (persons, moments), in the unit of the panel.
        colour: Its colour; one of the palette by its place when left out.
    """

    label: str
    days: Numbers
    values: Numbers
    colour: str = ""


@dataclass(frozen=True)
class Panel:
    """One quantity.

    Attributes:
        title: What it is, with its unit.
        lines: Its courses.
        band: Share of people inside the band; 0 draws none.
        domain: Lowest and highest value; from the lines when left out.
        own_axis: Whether its time is named below it; otherwise only below the last panel.
    """

    title: str
    lines: tuple[Line, ...]
    band: float = 0.8
    domain: tuple[float, float] | None = None
    own_axis: bool = False


def specification(panels: Sequence[Panel], *, width: int = WIDTH, height: int = HEIGHT) -> Spec:
    """The panels below each other on one time axis, as a Vega-Lite specification."""
    return {
        "vconcat": [_panel(panel, width, height, named=panel.own_axis or panel is panels[-1]) for panel in panels],
        "spacing": 26,
        "padding": {"left": 6, "right": 6, "top": 22, "bottom": 6},
    }


def _panel(panel: Panel, width: int, height: int, *, named: bool) -> Spec:
    rows = [_rows(line, panel.band) for line in panel.lines]
    first = min(line.days.min() for line in panel.lines)
    until = max(line.days.max() for line in panel.lines)
    unit, name = _time_unit(until - first)
    low, high = panel.domain or _domain(rows)
    x = along("time", (first / unit, until / unit), {"grid": False, "title": name if named else None, "tickCount": 8})
    axis = {"grid": True, "tickCount": 4}
    layers: list[Spec] = labels([{"label": panel.title}], at(0), at(-8), align="left", baseline="bottom", fontSize=12)
    for place, found in enumerate(rows):
        colour = _colour(panel, place)
        scaled = [{**row, "time": row["day"] / unit} for row in found]
        y = along("middle", (low, high), axis)
        if panel.band:
            band = {"y": along("lo", (low, high), axis), "y2": {"field": "hi"}}
            layers.append(layer({"type": "area", "color": colour, "opacity": 0.14, "clip": True}, scaled, x=x, **band))
        layers.append(layer({"type": "line", "color": colour, "strokeWidth": 2, "clip": True}, scaled, x=x, y=y))
    return {"width": width, "height": height, "layer": [*layers, *_names(panel, rows, unit, x, (low, high), axis)]}


def _colour(panel: Panel, place: int) -> str:
    return panel.lines[place].colour or COLOURS[place % len(COLOURS)]


def _rows(line: Line, band: float) -> list[dict[str, float]]:
    lo, middle, hi = np.quantile(line.values, [(1 - band) / 2, 0.5, (1 + band) / 2], axis=0)
    columns = zip(line.days, lo, middle, hi, strict=True)
    return [dict(zip(("day", "lo", "middle", "hi"), map(float, row), strict=True)) for row in columns]


def _domain(rows: Sequence[Sequence[dict[str, float]]]) -> tuple[float, float]:
    low = min(row["lo"] for found in rows for row in found)
    high = max(row["hi"] for found in rows for row in found)
    room = 0.08 * (high - low) or 0.5
    return (0.0 if 0 <= low < room * 6 else low - room), high + room


def _time_unit(span: float) -> tuple[float, str]:
    """Seconds, minutes, hours, days or weeks, whichever reads best."""
    if span <= 3 / 1440:
        return 1 / 86400, "seconds"
    if span <= 3 * _HOUR:
        return 1 / 1440, "minutes"
    if span <= 3 * _DAY:
        return _HOUR, "hours"
    return (_DAY, "days") if span <= 60 * _DAY else (7 * _DAY, "weeks")


def _names(
    panel: Panel,
    rows: Sequence[Sequence[dict[str, float]]],
    unit: float,
    x: Spec,
    domain: tuple[float, float],
    axis: Spec,
) -> list[Spec]:
    """Each line's name at its end, moved apart where two would lie on each other."""
    if len(panel.lines) == 1:
        return []
    least = 0.13 * (domain[1] - domain[0])
    places = sorted(range(len(rows)), key=lambda place: rows[place][-1]["middle"])
    heights: list[float] = []
    for place in places:
        here = rows[place][-1]["middle"]
        heights.append(max(here, heights[-1] + least) if heights else here)
    found: list[Spec] = []
    for place, height in zip(places, heights, strict=True):
        row = {"time": rows[place][-1]["day"] / unit, "middle": height, "label": panel.lines[place].label}
        colour = _colour(panel, place)
        found += labels([row], x, along("middle", domain, axis), align="left", dx=8, color=colour, clip=False)
    return found
