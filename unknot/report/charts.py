"""Vega-Lite specifications as plain dicts, and their way to SVG that stands inside a page.

Plain dicts need no charting package, and the same dicts can be drawn in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from unknot.report.palette import CARD, RULE, SANS, SOFT

Spec = dict[str, Any]
Item = TypeVar("Item")
Rows = Sequence[Mapping[str, Any]]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
TEXT = 12
DOT: Spec = {"type": "point", "filled": True, "opacity": 1, "stroke": CARD}
CONFIG: Spec = {
    "aria": False,
    "background": None,
    "font": SANS,
    "view": {"stroke": None},
    "concat": {"spacing": 6},
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": RULE,
        "gridWidth": 1,
        "labelColor": SOFT,
        "labelFontSize": TEXT,
        "labelPadding": 8,
        "title": None,
        "titleColor": SOFT,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titlePadding": 8,
    },
    "text": {"fontSize": TEXT, "color": SOFT},
}


def layer(mark: Spec, rows: Rows, **encoding: Spec) -> Spec:
    """One layer: how it is drawn, what it is drawn from and which field goes where."""
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


def along(field: str, domain: Sequence[float], axis: Spec | None = None, **scale: Any) -> Spec:
    """A field on a numeric scale from the first to the last value of `domain`."""
    scale = {"domain": list(domain), "nice": False, "zero": False, **scale}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def at(value: float | str) -> Spec:
    """A fixed place in pixels, or "width" and "height"."""
    return {"value": value}


def labels(rows: Rows, x: Spec, y: Spec, **mark: Any) -> list[Spec]:
    """Text from the field "label", with a halo of the card's colour so that lines do not run through it."""
    text = {"field": "label", "type": "nominal"}
    halo = {"type": "text", "stroke": CARD, "strokeWidth": 4, "strokeJoin": "round", **mark}
    return [layer(kind, rows, x=x, y=y, text=text) for kind in (halo, {"type": "text", **mark})]


def chart(width: float, height: float, layers: Iterable[Spec]) -> Spec:
    """Layers on top of each other in one frame."""
    return {"width": width, "height": height, "layer": list(layers)}


def to_svg(spec: Spec, name: str) -> str:
    """Draw a specification as SVG that scales with its column; `name` keeps its ids apart."""
    import vl_convert

    return _inside_a_page(vl_convert.vegalite_to_svg({"$schema": SCHEMA, **with_config(spec)}), name)


def picture(spec: Spec) -> str:
    """Draw a specification as an SVG file that stands on its own, on the colour of a card."""
    import vl_convert

    return vl_convert.vegalite_to_svg({"$schema": SCHEMA, "config": {**CONFIG, "background": CARD}, **spec})


def with_config(spec: Spec, **changed: Any) -> Spec:
    """A specification with the house's settings, some of them changed."""
    return {"config": {**CONFIG, **changed}, "padding": 0, **spec}


def _inside_a_page(svg: str, name: str) -> str:
    """Leave out what HTML does not need, round coordinates, and make ids unique."""
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"| version="1.1"| class="[^"]*"| aria-\w+="[^"]*"', "", svg)
    svg = re.sub(r' role="[^"]*"| pointer-events="none"| fill="none"(?= fill)', "", svg)
    svg = re.sub(r'<svg width="[^"]*" height="[^"]*"', '<svg focusable="false" aria-hidden="true"', svg, count=1)
    svg = re.sub(r"(\d+\.\d\d)\d\d+", r"\1", svg)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    return svg.replace("url(#", f"url(#{name}-")


def thin(rows: Sequence[Item], most: int) -> Sequence[Item]:
    """At most about `most` rows, evenly taken, the last one always."""
    step = -(-len(rows) // most)
    if step <= 1:
        return rows
    kept = list(rows[::step])
    return kept if kept[-1] is rows[-1] else [*kept, rows[-1]]
