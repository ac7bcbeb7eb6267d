"""The map of the model: mechanisms in one column, what they tell each other as arcs, what shapes pain to the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from unknot.model.model import Model
from unknot.model.wiring import Link, links
from unknot.report import palette
from unknot.report.model_evidence import behind

PERCEPTION, FELT = "perception", "felt_pain"
ROW, TOP, BOX, CHANNEL = 40.0, 96.0, 172.0, 190.0
LEFT, GAP, MARGIN = 330.0, 220.0, 36.0
COLOURS: Mapping[str, str] = {
    "established": palette.RELIEF,
    "plausible": palette.STRESS,
    "speculative": palette.PAIN,
    "": palette.UNKNOWN,
}
LEGEND = (
    ("established", "established"),
    ("plausible", "plausible"),
    ("speculative", "speculative"),
    ("", "part of the equations, without a graded arrow of its own"),
)


@dataclass(frozen=True)
class _Places:
    """Where things stand: the middle line of every mechanism and channel."""

    mechanisms: Mapping[str, float]
    channels: Mapping[str, float]
    height: float


def draw(model: Model) -> str:
    """The map as an SVG file.

    Args:
        model: The whole model, or one with parts switched off.
    """
    every = links(model)
    told = [one for one in every if one.target != PERCEPTION and one.input != FELT]
    shaping = [one for one in every if one.target == PERCEPTION]
    felt = {one.target for one in every if one.input == FELT}
    names = _ordered([one.name for one in model.mechanisms if one.name != PERCEPTION], told)
    places = _places(names, list(dict.fromkeys(one.input for one in shaping)), shaping)
    width = LEFT + BOX + GAP + CHANNEL + GAP * 0.7 + BOX + MARGIN
    parts = [*_headings(), *_arcs(told, places), *_shapes(shaping, places)]
    parts += [_box(name, LEFT, places.mechanisms[name], hears=name in felt) for name in names]
    parts += [*_perception(places, PERCEPTION in {one.name for one in model.mechanisms}), *_legend(places)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {places.height:g}" '
        f'width="{width:g}" height="{places.height:g}" font-family="{escape(palette.SANS)}" font-size="13">'
        f'<title>Map of the model</title><rect width="100%" height="100%" fill="{palette.PAPER}"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _ordered(names: Sequence[str], told: Iterable[Link]) -> list[str]:
    """Mechanisms that talk to each other close together: single ones move as long as that makes arcs shorter."""
    pairs = [(one.source, one.target) for one in told]
    talking = {name for pair in pairs for name in pair}
    order = sorted(names, key=lambda name: (name not in talking, name))

    def length(candidate: Sequence[str]) -> int:
        place = {name: i for i, name in enumerate(candidate)}
        return sum(abs(place[a] - place[b]) for a, b in pairs)

    best, improved = length(order), True
    while improved:
        improved = False
        for name in sorted(talking):
            rest = [other for other in order if other != name]
            candidates = [[*rest[:i], name, *rest[i:]] for i in range(len(order))]
            shortest = min(candidates, key=length)
            if length(shortest) < best:
                order, best, improved = shortest, length(shortest), True
    return order


def _places(names: Sequence[str], channels: Sequence[str], shaping: Iterable[Link]) -> _Places:
    rows = {name: TOP + ROW * (place + 0.5) for place, name in enumerate(names)}
    wanted = {
        channel: _mean([rows[one.source] for one in shaping if one.input == channel and one.source in rows])
        for channel in channels
    }
    bottom = TOP + ROW * len(names)
    step = (bottom - TOP) / max(len(channels), 1)
    placed = {
        channel: TOP + step * (place + 0.5) for place, channel in enumerate(sorted(channels, key=lambda c: wanted[c]))
    }
    return _Places(rows, placed, bottom + 132)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _headings() -> Iterable[str]:
    found = (
        (MARGIN, "start", "What mechanisms tell each other"),
        (LEFT, "start", "Mechanisms"),
        (LEFT + BOX + GAP, "start", "What shapes the signal"),
        (LEFT + BOX + GAP + CHANNEL + GAP * 0.7, "start", "What is felt"),
    )
    for x, anchor, text in found:
        yield (
            f'<text x="{x:g}" y="56" text-anchor="{anchor}" font-family="{escape(palette.SERIF)}" font-size="17" '
            f'fill="{palette.INK}">{text}</text>'
        )


def _arcs(told: Sequence[Link], places: _Places) -> Iterable[str]:
    """Half ellipses left of the column, wider the further apart; each ends in an arrowhead on its own height."""
    rows = places.mechanisms
    between: dict[tuple[str, str], list[Link]] = {}
    for one in told:
        between.setdefault((one.source, one.target), []).append(one)
    furthest = max((abs(rows[a] - rows[b]) for a, b in between), default=1.0)
    leaving, arriving = _ports([(a, b) for a, b in between], rows)
    for (source, target), alike in sorted(between.items(), key=lambda item: -abs(rows[item[0][0]] - rows[item[0][1]])):
        start, end = rows[source] + leaving[source, target], rows[target] + arriving[source, target]
        reach = 24 + (LEFT - MARGIN - 40) * abs(rows[source] - rows[target]) / furthest
        path = (
            f"M{LEFT:g} {start:.1f}C{LEFT - reach * 1.25:.1f} {start:.1f} "
            f"{LEFT - reach * 1.25:.1f} {end:.1f} {LEFT - 8:g} {end:.1f}"
        )
        yield _line(path, alike) + _head(LEFT, end, alike)


def _ports(pairs: Sequence[tuple[str, str]], rows: Mapping[str, float]) -> tuple[dict[tuple[str, str], float], ...]:
    """How far from the middle of its box each arc leaves and arrives, so that none lie on each other.

    From top to bottom: arcs from above, the nearest first, as the wider ones enclose them; then those from below.
    """
    offsets: tuple[dict[tuple[str, str], float], ...] = ({}, {})
    for name in rows:
        ends = [(pair, 0, rows[pair[1]]) for pair in pairs if pair[0] == name]
        ends += [(pair, 1, rows[pair[0]]) for pair in pairs if pair[1] == name]
        above = sorted((end for end in ends if end[2] < rows[name]), key=lambda end: -end[2])
        below = sorted((end for end in ends if end[2] >= rows[name]), key=lambda end: -end[2])
        ordered = [*above, *below]
        for place, (pair, side, _) in enumerate(ordered):
            offsets[side][pair] = (place + 1) * 26.0 / (len(ordered) + 1) - 13.0
    return offsets


def _shapes(shaping: Sequence[Link], places: _Places) -> Iterable[str]:
    left, right = LEFT + BOX, LEFT + BOX + GAP
    end = right + CHANNEL + GAP * 0.7
    height = (min(places.channels.values(), default=0) + max(places.channels.values(), default=0)) / 2
    for one in shaping:
        if one.source in places.mechanisms:
            a, b = places.mechanisms[one.source], places.channels[one.input]
            bend = GAP * 0.45
            yield _line(f"M{left:g} {a:g}C{left + bend:g} {a:g} {right - bend:g} {b:g} {right - 8:g} {b:g}", [one])
            yield _head(right, b, [one])
    for name, y in places.channels.items():
        yield (
            f'<rect x="{right:g}" y="{y - 15:g}" width="{CHANNEL:g}" height="30" rx="15" fill="{palette.SAND}"/>'
            f'<text x="{right + CHANNEL / 2:g}" y="{y + 4.5:g}" text-anchor="middle" fill="{palette.INK}">'
            f"{_said(name)}</text>"
        )
        a, out = right + CHANNEL, palette.SOFT
        yield (
            f'<path d="M{a:g} {y:g}C{a + 70:g} {y:g} {end - 80:g} {height:g} {end - 8:g} {height:g}" fill="none" '
            f'stroke="{out}" stroke-width="1.4" opacity="0.55"/>'
        )


def _perception(places: _Places, present: bool) -> Iterable[str]:
    if not present:
        return
    x = LEFT + BOX + GAP + CHANNEL + GAP * 0.7
    y = (min(places.channels.values()) + max(places.channels.values())) / 2
    yield _head(x, y, [])
    yield (
        f'<rect x="{x:g}" y="{y - 28:g}" width="{BOX:g}" height="56" rx="12" fill="{palette.PAIN}"/>'
        f'<text x="{x + BOX / 2:g}" y="{y - 3:g}" text-anchor="middle" fill="{palette.CARD}" font-weight="600">'
        f'perception</text><text x="{x + BOX / 2:g}" y="{y + 15:g}" text-anchor="middle" fill="{palette.CARD}" '
        f'font-size="12">how strong, how bad</text>'
    )


def _box(name: str, x: float, y: float, *, hears: bool) -> str:
    mark = f'<circle cx="{x + BOX - 16:g}" cy="{y:g}" r="4.5" fill="{palette.PAIN}"/>' if hears else ""
    return (
        f'<rect x="{x:g}" y="{y - 16:g}" width="{BOX:g}" height="32" rx="8" fill="{palette.CARD}" '
        f'stroke="{palette.RULE}" stroke-width="1.5"/><text x="{x + 14:g}" y="{y + 4.5:g}" fill="{palette.INK}" '
        f'font-weight="600">{_said(name)}</text>{mark}'
    )


def _line(path: str, alike: Sequence[Link]) -> str:
    dashes = ' stroke-dasharray="5 4"' if all(one.idle for one in alike) else ""
    said = "; ".join(_sentence(one) for one in alike)
    return (
        f'<path d="{path}" fill="none" stroke="{_colour(alike)}" stroke-width="1.6"{dashes}><title>{escape(said)}'
        "</title></path>"
    )


def _head(x: float, y: float, alike: Sequence[Link]) -> str:
    colour = _colour(alike) if alike else palette.SOFT
    return f'<path d="M{x:g} {y:.1f}l-9 -4v8z" fill="{colour}"/>'


def _colour(alike: Sequence[Link]) -> str:
    grades = [found.grade for found in map(behind, alike) if found]
    return COLOURS[grades[0] if grades else ""]


def _sentence(link: Link) -> str:
    found = behind(link)
    said = f"{_said(link.source)} to {_said(link.target)}, by {_said(link.input)}"
    return f"{said}: {found.grade}. {found.verdict}" if found else said


def _said(name: str) -> str:
    return name.replace("_", " ")


def _legend(places: _Places) -> Iterable[str]:
    y, x = places.height - 92, MARGIN
    for grade, said in LEGEND:
        yield (
            f'<path d="M{x:g} {y:g}h34" stroke="{COLOURS[grade]}" stroke-width="2.4"/>'
            f'<text x="{x + 44:g}" y="{y + 4.5:g}" fill="{palette.SOFT}">{said}</text>'
        )
        x += 44 + 8.2 * len(said) + 28
    y += 28
    yield (
        f'<path d="M{MARGIN:g} {y:g}h34" stroke="{palette.SOFT}" stroke-width="2" stroke-dasharray="5 4"/>'
        f'<text x="{MARGIN + 44:g}" y="{y + 4.5:g}" fill="{palette.SOFT}">weight zero until somebody sets it</text>'
        f'<circle cx="{MARGIN + 344:g}" cy="{y:g}" r="4.5" fill="{palette.PAIN}"/>'
        f'<text x="{MARGIN + 358:g}" y="{y + 4.5:g}" fill="{palette.SOFT}">reacts to the pain that is felt</text>'
    )
