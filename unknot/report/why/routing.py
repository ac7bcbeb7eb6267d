"""Lines that keep clear of what they do not join: each is bent as little as that takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from unknot.model.exposure import Numbers

CLEAR, HEAD = 9.0, 7.0
"""How far a line stays from discs that it passes, and how far before its target's disc it ends."""
_BENDS = (0.0, 0.1, -0.1, 0.18, -0.18, 0.28, -0.28, 0.4, -0.4, 0.55, -0.55, 0.75, -0.75, 1.0, -1.0)
_LEANS = (0.5, 0.3, 0.7)
_SHAPES = [(bend, lean) for bend in _BENDS for lean in (_LEANS if bend else _LEANS[:1])]
_LOOKED_AT = 8
"""Of the candidates that are clearest of nodes, how many are held against the lines that are there."""
_SAMPLES = np.linspace(0.0, 1.0, 41)
_LABEL, _EDGE = 22.0, 4.0
_THROUGH, _WORDS, _OUTSIDE, _ALONG, _CROSSING, _BENT = 400.0, 40.0, 400.0, 12.0, 3.0, 14.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A node as an obstacle: its disc, and half the width of the label below it."""

    x: float
    y: float
    radius: float
    half_label: float


@dataclass(frozen=True)
class Curve:
    """A quadratic curve from one disc to another: start, control point and end, shape (3, 2)."""

    points: Numbers

    @property
    def path(self) -> str:
        """As an SVG path."""
        (x0, y0), (x1, y1), (x2, y2) = self.points
        return f"M{x0:.1f} {y0:.1f}Q{x1:.1f} {y1:.1f} {x2:.1f} {y2:.1f}"

    @property
    def heading(self) -> float:
        """The direction in which it arrives [degree]."""
        across, down = self.points[2] - self.points[1]
        return float(np.degrees(np.arctan2(down, across)))

    def at(self, share: Numbers) -> Numbers:
        """Points along it, shape (points, 2)."""
        t = share[:, None]
        return (1 - t) ** 2 * self.points[0] + 2 * t * (1 - t) * self.points[1] + t**2 * self.points[2]


def routed(pairs: Sequence[tuple[str, str]], discs: Mapping[str, Disc], size: tuple[float, float]) -> tuple[Curve, ...]:
    """A line for each pair, in the order given; earlier ones have the choice.

    Args:
        pairs: The source and the target of each line.
        discs: Where the nodes are.
        size: Width and height of the picture.
    """
    placed: list[Curve] = []
    drawn: list[Numbers] = []
    for source, target in pairs:
        others = [disc for name, disc in discs.items() if name not in (source, target)]
        curves = [_curve(discs[source], discs[target], bend, lean) for bend, lean in _SHAPES]
        lines = np.stack([curve.at(_SAMPLES) for curve in curves])
        costs = _in_the_way(lines, others, size) + _BENT * np.abs([bend for bend, _ in _SHAPES])
        looked_at = np.argsort(costs, kind="stable")[:_LOOKED_AT]
        best = min(looked_at, key=lambda place: costs[place] + _beside(lines[place], drawn))
        placed.append(curves[best])
        drawn.append(lines[best])
    return tuple(placed)


def _curve(source: Disc, target: Disc, bend: float, lean: float) -> Curve:
    """From rim to rim by a control point beside the straight line: `bend` of its length away, at `lean` along it."""
    a, b = np.array([source.x, source.y]), np.array([target.x, target.y])
    along = b - a
    control = a + lean * along + bend * np.array([-along[1], along[0]])
    start = a + (source.radius + 3) * _unit(control - a)
    end = b - (target.radius + HEAD) * _unit(b - control)
    return Curve(np.stack([start, control, end]))


def _unit(vector: Numbers) -> Numbers:
    return vector / max(float(np.hypot(*vector)), 1e-9)


def _in_the_way(lines: Numbers, others: Sequence[Disc], size: tuple[float, float]) -> Numbers:
    """What discs, labels and the edge of the picture cost each line; lines of shape (lines, points, 2)."""
    x, y, radius, half_label = np.array([[one.x, one.y, one.radius, one.half_label] for one in others]).T
    across, down = lines[..., None, 0] - x, lines[..., None, 1] - y
    through = np.clip(CLEAR - (np.hypot(across, down) - radius), 0.0, None).max(axis=1) / CLEAR
    words = ((np.abs(across) < half_label) & (down > radius) & (down < radius + _LABEL)).any(axis=1)
    outside = ~((lines > _EDGE) & (lines < np.array(size) - _EDGE)).all(axis=(1, 2))
    return _THROUGH * through.sum(axis=1) + _WORDS * words.sum(axis=1) + _OUTSIDE * outside


def _beside(line: Numbers, drawn: Sequence[Numbers]) -> float:
    """What crossing earlier lines and running along them costs."""
    if not drawn:
        return 0.0
    others = np.stack(drawn)
    gaps = np.hypot(*(line[None, 4:-4, None] - others[:, None]).transpose(3, 0, 1, 2))
    return 2 * _ALONG * float((gaps.min(axis=2) < 6.0).mean(axis=1).sum()) + _CROSSING * _crossings(line, others)


def _crossings(line: Numbers, others: Numbers) -> int:
    """How many lines it crosses: some piece of each has the ends of a piece of the other on both sides."""

    def side(start: Numbers, end: Numbers, point: Numbers) -> Numbers:
        along, to = end - start, point - start
        return np.sign(along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0])

    a, b = line[None, :-1:4, None], line[None, 4::4, None]
    c, d = others[:, None, :-1:4], others[:, None, 4::4]
    crossed = (side(a, b, c) != side(a, b, d)) & (side(c, d, a) != side(c, d, b))
    return int(crossed.any(axis=(1, 2)).sum())
