"""The picture in words: every part, what feeds it, which way, how sure that is, and by which studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from unknot.report.evidence_reading import ArrowRead, arrow_read
from unknot.report.why.diagram import EITHER, LOWERS, NOTHING, RAISES, UNGRADED, Diagram, Way, diagram, lever_ways
from unknot.report.why.layout import Node
from unknot.report.why.levers import Lever, levers
from unknot.report.why.snapshot import MODES, Snapshot, shipped_snapshot
from unknot.report.why.telling import called, moments_said, told

DOES: Mapping[str, str] = {
    RAISES: "raises",
    LOWERS: "lowers",
    EITHER: "may raise or lower",
    NOTHING: "does not change",
}
GRADED: Mapping[str, str] = {
    "established": "well supported",
    "plausible": "plausible",
    "speculative": "unproven",
    UNGRADED: "in the equations only",
}


@dataclass(frozen=True, slots=True)
class WayRead:
    """One way between two parts.

    Attributes:
        way: The way.
        sentence: "Sleep lowers pain."
        grade: How sure that is, in words.
        weightless: Whether it is told but has no weight in the equations.
        arrows: The evidence behind it, the best supported first.
    """

    way: Way
    sentence: str
    grade: str
    weightless: bool
    arrows: tuple[ArrowRead, ...]


@dataclass(frozen=True, slots=True)
class NodeRead:
    """One part with what feeds it and what it feeds."""

    node: Node
    fed_by: tuple[WayRead, ...]
    feeds: tuple[WayRead, ...]


@dataclass(frozen=True, slots=True)
class LeverRead:
    """One lever: what the evidence says that it acts on, and what the model says happens, once and kept up."""

    lever: Lever
    ways: tuple[WayRead, ...]
    once: tuple[str, ...]
    kept_up: tuple[str, ...]

    def sentences(self, mode: str) -> tuple[str, ...]:
        """Whole sentences for every moment, "once" or "kept_up"."""
        begun = called(self.lever, kept_up=mode == "kept_up")
        return tuple(f"{begun}, {rest}" for rest in (self.kept_up if mode == "kept_up" else self.once))


def nodes_read(shown: Diagram | None = None) -> tuple[NodeRead, ...]:
    """Every part of the picture in words, in the order of the layout."""
    shown = shown or diagram()
    titles = {node.name: node.title for node in shown.layout.nodes}
    read = {way.name: _way_read(way, titles) for way in shown.ways}
    return tuple(
        NodeRead(
            node,
            tuple(read[way.name] for way in shown.into(node.name)),
            tuple(read[way.name] for way in shown.out_of(node.name)),
        )
        for node in shown.layout.nodes
    )


def levers_read(snapshot: Snapshot | None = None, shown: Diagram | None = None) -> tuple[LeverRead, ...]:
    """Every lever in words, in the order of the buttons."""
    snapshot, shown = snapshot or shipped_snapshot(), shown or diagram(snapshot)
    titles = {node.name: node.title for node in shown.layout.nodes}
    found: list[LeverRead] = []
    for lever in levers():
        ways = tuple(_way_read(way, {**titles, lever.name: lever.title}) for way in lever_ways(lever, shown.layout))
        once, kept_up = (told(snapshot.moves[lever.name][mode], shown.layout) for mode in MODES)
        found.append(LeverRead(lever, ways, once, kept_up))
    return tuple(found)


def plain_text() -> str:
    """The picture as plain text, for a terminal."""
    lines: list[str] = []
    for one in nodes_read():
        lines += [one.node.title, f"  {one.node.doc}"]
        lines += [f"  - {way.sentence} {_sure(way)}" for way in one.fed_by]
        lines.append("")
    for one in levers_read():
        lines += [one.lever.title, *(f"  - {one.sentences('once')[place]}" for place in told_places()), ""]
    return "\n".join(lines).rstrip() + "\n"


def told_places() -> tuple[int, ...]:
    """Where 10 minutes, 2 days and 6 weeks are among the moments."""
    said = [moment.replace("\N{NO-BREAK SPACE}", " ") for moment in moments_said()]
    return tuple(said.index(moment) for moment in ("10 minutes", "2 days", "6 weeks"))


def _way_read(way: Way, titles: Mapping[str, str]) -> WayRead:
    sentence = f"{titles[way.source]} {DOES[way.does]} {titles[way.target].lower()}."
    return WayRead(
        way,
        sentence,
        GRADED[way.grade],
        weightless=not way.in_model,
        arrows=tuple(arrow_read(name) for name in way.evidence),
    )


def _sure(way: WayRead) -> str:
    verdict = f" {way.arrows[0].verdict}" if way.arrows else ""
    weight = " Told, but without weight in the equations." if way.weightless else ""
    return f"{way.grade[0].upper()}{way.grade[1:]}.{verdict}{weight}"
