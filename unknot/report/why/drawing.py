"""The pain system as a picture: regions, lines by what they do and how sure that is, nodes with halos."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape

from unknot.report.why.diagram import EITHER, LOWERS, NOTHING, RAISES, UNGRADED, Diagram, Way, diagram
from unknot.report.why.layout import SIZES, Node, Region
from unknot.report.why.routing import Curve, Disc, routed
from unknot.report.why.snapshot import shipped_snapshot

TALL_SHRINK = 0.82
INSIDE = 35.0
HALO = 24.0
"""How far the largest halo reaches beyond its disc."""
_LETTER = {"wide": 8.6, "tall": 6.6}
_FIRST = {"established": 0, "plausible": 1, "speculative": 2, UNGRADED: 3}
_SAID: Mapping[str, str] = {RAISES: "raises", LOWERS: "lowers", EITHER: "raises or lowers", NOTHING: "does not change"}


@cache
def shipped_picture(picture: str, *, standalone: bool = False) -> str:
    """The picture of the package's model: "wide" for a laptop, "tall" for a phone."""
    return draw(diagram(), shipped_snapshot().resting, picture, standalone=standalone)


def draw(shown: Diagram, activity: Mapping[str, float], picture: str, *, standalone: bool = False) -> str:
    """The picture as SVG, without any style of its own unless it stands alone.

    Args:
        shown: Nodes and ways.
        activity: How active each node is, in the units of its states.
        picture: "wide" or "tall".
        standalone: Whether to bring the styles along, for a file of its own.
    """
    width, height = SIZES[picture]
    ways = sorted(shown.ways, key=lambda way: _FIRST[way.grade])
    discs = {node.name: _disc(node, picture) for node in shown.layout.nodes}
    curves = routed([(way.source, way.target) for way in ways], discs, (width, height))
    parts = [*(_region(region, picture) for region in shown.layout.regions)]
    parts += [_line(way, curve, shown) for way, curve in reversed(list(zip(ways, curves, strict=True)))]
    parts += [_node(node, discs[node.name], activity.get(node.name, 0.0)) for node in shown.layout.nodes]
    style = f"<style>{STANDALONE}</style>" if standalone else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="why-picture why-{picture}" role="group" '
        f'aria-label="The pain system" viewBox="0 0 {width:g} {height:g}">{style}{"".join(parts)}</svg>\n'
    )


def halo_radius(node: Node, activity: float, radius: float) -> float:
    """How large a halo is: its area beyond the disc grows with activity.

    Args:
        node: The node.
        activity: How active it is, in the unit of its states.
        radius: Of its disc.
    """
    return radius + HALO * math.sqrt(min(max(activity / node.full, 0.0), 1.0))


def _disc(node: Node, picture: str) -> Disc:
    x, y = node.places[picture]
    shrink = TALL_SHRINK if picture == "tall" else 1.0
    return Disc(x, y, node.radius * shrink, len(node.title) * _LETTER[picture] / 2)


def _region(region: Region, picture: str) -> str:
    begin, end = region.spans[picture]
    width, height = SIZES[picture]
    if picture == "wide":
        box, label = (begin, 44.0, end - begin, height - 56.0), (begin + 4, 32.0)
    else:
        box, label = (6.0, begin, width - 12.0, end - begin), (16.0, begin + 20.0)
    x, y, across, down = box
    return (
        f'<g class="why-region"><rect x="{x:g}" y="{y:g}" width="{across:g}" height="{down:g}" rx="16"/>'
        f'<text x="{label[0]:g}" y="{label[1]:g}">{escape(region.title)}</text></g>'
    )


def _line(way: Way, curve: Curve, shown: Diagram) -> str:
    """A fat line to point at, the line itself, the pulse that runs along it, and its head."""
    hurts = {RAISES: "hurts", LOWERS: "eases"}.get(way.does, "plain") if way.target == "pain" else "plain"
    said = f"{shown.layout.node(way.source).title} {_SAID[way.does]} {shown.layout.node(way.target).title}: {way.grade}"
    return (
        f'<g class="why-way why-{way.grade} why-{hurts}" data-way="{way.name}" data-source="{way.source}" '
        f'data-target="{way.target}"><title>{escape(said)}</title><path class="why-touch" d="{curve.path}"/>'
        f'<path class="why-line" d="{curve.path}"/><path class="why-pulse" d="{curve.path}" pathLength="100"/>'
        f"{''.join(_head(way, curve))}</g>"
    )


def _head(way: Way, curve: Curve) -> Iterable[str]:
    """A point where more gives more, a bar where more gives less, a ring where that depends."""
    x, y = curve.points[2]
    place = f'transform="translate({x:.1f} {y:.1f}) rotate({curve.heading:.0f})"'
    shapes = {
        RAISES: '<path class="why-head" d="M5 0l-9-4.4v8.8z"/>',
        LOWERS: '<path class="why-bar" d="M2-5.5v11"/>',
        EITHER: '<circle class="why-ring" cx="0" r="3.4"/>',
        NOTHING: '<path class="why-bar" d="M-2-4l8 8m0-8l-8 8"/>',
    }
    yield f"<g {place}>{shapes[way.does]}</g>"


def _node(node: Node, disc: Disc, activity: float) -> str:
    value = f"{activity:.0f}" if node.unit else ""
    # The label of a large disc is inside it: lines come to it from everywhere.
    value_down, label_down = (-1.0, 18.0) if node.radius > INSIDE else (6.0, disc.radius + 19.0)
    return (
        f'<a class="why-node why-tone-{node.tone}" href="#why-{node.name}" data-node="{node.name}" '
        f'aria-label="{escape(node.title)}"><g transform="translate({disc.x:g} {disc.y:g})">'
        f'<circle class="why-halo" r="{halo_radius(node, activity, disc.radius):.1f}"/>'
        f'<circle class="why-hand" r="{disc.radius + 6:g}"/>'
        f'<circle class="why-disc" r="{disc.radius:g}"/><text class="why-value" y="{value_down:g}">{value}</text>'
        f'<text class="why-label" y="{label_down:g}">{escape(node.title)}</text>'
        f'<text class="why-change" y="{-disc.radius - 9:g}"></text></g></a>'
    )


STANDALONE = """
.why-picture{background:#FBF8F3;font:13px Inter,system-ui,sans-serif;fill:#24302F}
.why-region rect{fill:#F1E9DC;opacity:.55}.why-region text{fill:#5E6B68;font-size:13px}
.why-touch,.why-pulse,.why-hand{display:none}.why-line,.why-bar{fill:none;stroke:#5E6B68;stroke-width:1.4}
.why-head{fill:#5E6B68}.why-ring{fill:#FFFDFA;stroke:#5E6B68;stroke-width:1.4}
.why-hurts .why-line,.why-hurts .why-bar,.why-hurts .why-ring{stroke:#BF5B3A}.why-hurts .why-head{fill:#BF5B3A}
.why-eases .why-line,.why-eases .why-bar,.why-eases .why-ring{stroke:#1E6E69}.why-eases .why-head{fill:#1E6E69}
.why-established .why-line{stroke-width:2.6}.why-speculative .why-line{stroke-dasharray:6 5}
.why-ungraded{opacity:.25}.why-ungraded .why-line{stroke-width:1}
.why-disc{fill:#FFFDFA;stroke:#5E6B68;stroke-width:2}.why-halo{fill:#5E6B68;opacity:.16}
.why-tone-pain .why-disc{stroke:#BF5B3A}.why-tone-pain .why-halo{fill:#BF5B3A;opacity:.25}
.why-tone-relief .why-disc{stroke:#1E6E69}.why-tone-relief .why-halo{fill:#1E6E69;opacity:.22}
.why-value,.why-label{text-anchor:middle}.why-value{font-weight:600}.why-label{paint-order:stroke;stroke:#FBF8F3;stroke-width:4px}
"""
