"""Who feeds whom among the parts that people know: the model's equations and the graded arrows taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from unknot.evidence import load
from unknot.evidence.schema.arrow import GRADES, Arrow
from unknot.model.influence import Influence
from unknot.report.model_evidence import ARROWS
from unknot.report.why.layout import Layout, Node, completed, shipped
from unknot.report.why.levers import Lever
from unknot.report.why.snapshot import Snapshot, shipped_snapshot

UNGRADED = "ungraded"
RAISES, LOWERS, EITHER, NOTHING = "raises", "lowers", "either", "nothing"
"""What more of the source does to the target."""
_READ: Mapping[str, str] = {"+": RAISES, "-": LOWERS, "0": NOTHING}


@dataclass(frozen=True, slots=True)
class Way:
    """One part of the pain system feeds another.

    Attributes:
        source: The node that feeds.
        target: The node that is fed.
        does: What more of the source does to the target.
        grade: The best grade of the arrows behind it; "ungraded" where only the equations say so.
        in_model: Whether the equations hold it; otherwise it is told, but has weight zero.
        evidence: The names of the arrows behind it, the best supported first.
    """

    source: str
    target: str
    does: str
    grade: str
    in_model: bool
    evidence: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in the page."""
        return f"{self.source}--{self.target}"


@dataclass(frozen=True, slots=True)
class Diagram:
    """All nodes and all ways between them."""

    layout: Layout
    ways: tuple[Way, ...]

    def into(self, node: str) -> tuple[Way, ...]:
        """What feeds a node."""
        return tuple(way for way in self.ways if way.target == node)

    def out_of(self, node: str) -> tuple[Way, ...]:
        """What a node feeds."""
        return tuple(way for way in self.ways if way.source == node)


def diagram(snapshot: Snapshot | None = None, layout: Layout | None = None) -> Diagram:
    """The pain system as nodes and ways.

    Args:
        snapshot: The model; the one in the package when left out.
        layout: Where things stand; the one in the package when left out.
    """
    snapshot = snapshot or shipped_snapshot()
    layout = completed(layout or shipped(), snapshot.states)
    moved = _between_nodes(snapshot.influences, layout)
    told = _told_between(load.arrows().values(), layout)
    pairs = dict.fromkeys((*moved, *told))
    order = {node.name: place for place, node in enumerate(layout.nodes)}
    ways = [
        _way(pair, moved.get(pair, ()), told.get(pair, ()), layout)
        for pair in pairs
        if pair in told or _is_seen(pair, moved[pair], layout)
    ]
    return Diagram(layout, tuple(sorted(ways, key=lambda way: (order[way.target], order[way.source]))))


def lever_ways(lever: Lever, layout: Layout) -> tuple[Way, ...]:
    """What the evidence says that a lever does to each node, whether or not the model lets it.

    Args:
        lever: What is pressed.
        layout: The nodes.
    """
    found: defaultdict[str, list[tuple[Arrow, int]]] = defaultdict(list)
    for arrow in load.arrows().values():
        sign = {term.removeprefix("-"): -1 if term.startswith("-") else 1 for term in lever.evidence}.get(arrow.source)
        node = layout.called(arrow.target)
        if sign and node:
            found[node.name].append((arrow, sign * node.evidence_sign(arrow.target)))
    return tuple(_told_way(lever.name, target, told, in_model=False) for target, told in found.items())


def _between_nodes(influences: Iterable[Influence], layout: Layout) -> Mapping[tuple[str, str], list[Influence]]:
    found: defaultdict[tuple[str, str], list[Influence]] = defaultdict(list)
    for one in influences:
        source, target = layout.holder(one.source), layout.holder(one.target)
        if source and target and source != target:
            found[source.name, target.name].append(one)
    return found


def _is_seen(pair: tuple[str, str], moved: Iterable[Influence], layout: Layout) -> bool:
    """Whether what the source shows has a part in it, or evidence; what goes on inside a node stays inside."""
    source = layout.node(pair[0])
    return bool(_behind(moved)) or any(source.shown_sign(one.source) for one in moved)


def _told_between(arrows: Iterable[Arrow], layout: Layout) -> Mapping[tuple[str, str], list[tuple[Arrow, int]]]:
    """The arrows between nodes, each with the sign by which its own sign counts for what the nodes are called."""
    found: defaultdict[tuple[str, str], list[tuple[Arrow, int]]] = defaultdict(list)
    for arrow in arrows:
        source, target = layout.called(arrow.source), layout.called(arrow.target)
        if source and target and source != target:
            sign = source.evidence_sign(arrow.source) * target.evidence_sign(arrow.target)
            found[source.name, target.name].append((arrow, sign))
    return found


def _way(pair: tuple[str, str], moved: Iterable[Influence], told: Iterable[tuple[Arrow, int]], layout: Layout) -> Way:
    moved, told = tuple(moved), tuple(told) or _behind(moved)
    if not moved:
        return _told_way(*pair, told, in_model=False)
    does = _does(moved, layout.node(pair[0]), layout.node(pair[1]))
    if not told:
        return Way(*pair, does, UNGRADED, in_model=True, evidence=())
    way = _told_way(*pair, told, in_model=True)
    # People differ where the evidence says so, whatever the typical person's equations say; and where those depend
    # on the moment, the evidence says what comes of it.
    does = way.does if EITHER in (way.does, does) else does
    return replace(way, does=does)


def _told_way(source: str, target: str, told: Iterable[tuple[Arrow, int]], *, in_model: bool) -> Way:
    best = sorted(told, key=lambda one: GRADES.index(one[0].grade))
    arrow, sign = best[0]
    does = _READ.get({"+": "-", "-": "+"}.get(arrow.sign, arrow.sign) if sign < 0 else arrow.sign, EITHER)
    return Way(source, target, does, arrow.grade, in_model, tuple(one.name for one, _ in best))


def _behind(moved: Iterable[Influence]) -> tuple[tuple[Arrow, int], ...]:
    """The arrows that were written for the links of the model, where the facts name no pair of nodes."""
    links = dict.fromkeys((one.source.partition(".")[0], one.input, one.target.partition(".")[0]) for one in moved)
    return tuple((load.arrow(ARROWS[link]), 1) for link in links if link in ARROWS)


def _does(moved: Iterable[Influence], source: Node, target: Node) -> str:
    """The sign between what two nodes show; between what else they hold where they show nothing that moves."""

    def shown(one: Influence) -> int:
        return abs(source.shown_sign(one.source)) + abs(target.shown_sign(one.target))

    moved = tuple(moved)
    most = max(shown(one) for one in moved)
    telling = [one for one in moved if shown(one) == most]
    signs = {_signed(one.sign, source.sign_of(one.source) * target.sign_of(one.target)) for one in telling}
    return _READ[signs.pop()] if len(signs) == 1 and "+/-" not in signs else EITHER


def _signed(sign: str, by: int) -> str:
    return sign if by > 0 or sign == "+/-" else "-" if sign == "+" else "+"
