"""Where the parts of the pain system stand, what people call them, and which states they show."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from unknot.errors import FactError, did_you_mean

TONES = ("pain", "relief", "neutral")
SIZES: Mapping[str, tuple[float, float]] = {"wide": (1200.0, 690.0), "tall": (390.0, 1060.0)}
"""The two pictures, on a laptop and on a phone: width and height."""
_USUAL_RADIUS, _LATTICE = 24.0, 24
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """One part of the pain system as people know it.

    Attributes:
        name: Its name in the page.
        title: What people read.
        doc: What it is, in a sentence.
        region: The part of the body where it is drawn.
        tone: Whether more of it means "pain", "relief" or neither.
        states: Patterns of full state names; "-" before one: more of it is less of what the node is called.
        shows: Patterns of the states whose sum is how active it is, with the same "-".
        full: How much of that gives the largest halo.
        unit: "0-10" where that sum is read on the scale of a diary.
        evidence: What the facts call it, with the same "-".
        places: Where it stands on each picture.
        more: What a sentence calls more of it.
        less: What a sentence calls less of it.
        radius: Of its disc on the wide picture.
    """

    name: str
    title: str
    doc: str
    region: str
    tone: str
    states: tuple[str, ...]
    shows: tuple[str, ...]
    full: float
    places: Mapping[str, Place]
    more: str
    less: str
    unit: str = ""
    evidence: tuple[str, ...] = ()
    radius: float = _USUAL_RADIUS

    def sign_of(self, state: str) -> int:
        """Whether more of a state is more (1) or less (-1) of the node; 0 where the node does not hold it."""
        return _sign(state, self.states)

    def shown_sign(self, state: str) -> int:
        """How a state counts in what the node shows: 1, -1, or 0 where it does not."""
        return _sign(state, self.shows)

    def evidence_sign(self, term: str) -> int:
        """The same for a cause or an effect of the evidence."""
        return _sign(term, self.evidence)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the body: where it begins and ends on each picture, from left to right or from top to bottom."""

    name: str
    title: str
    spans: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Layout:
    """All regions and nodes, in the order in which they are read out."""

    regions: tuple[Region, ...]
    nodes: tuple[Node, ...]

    def node(self, name: str) -> Node:
        """One node.

        Raises:
            FactError: If there is none of this name.
        """
        found = {node.name: node for node in self.nodes}
        if name not in found:
            raise FactError("There is no part of this name.", given=repr(name), todo=did_you_mean(name, found))
        return found[name]

    def holder(self, state: str) -> Node | None:
        """The first node that holds a state."""
        return next((node for node in self.nodes if node.sign_of(state)), None)

    def called(self, term: str) -> Node | None:
        """The first node that the evidence calls so."""
        return next((node for node in self.nodes if node.evidence_sign(term)), None)


@cache
def shipped() -> Layout:
    """The layout as it was laid out by hand."""
    return read(files("unknot.report.why").joinpath("layout.toml").read_text(encoding="utf-8"))


def read(text: str) -> Layout:
    """A layout from TOML.

    Raises:
        FactError: If a node's tone or region is not known.
    """
    table = tomllib.loads(text)
    regions = tuple(Region(one["name"], one["title"], _pairs(one)) for one in table["regions"])
    nodes = tuple(_node(one) for one in table["nodes"])
    known = {region.name for region in regions}
    for node in nodes:
        _refuse_unknown(node.name, "tone", node.tone, TONES)
        _refuse_unknown(node.name, "region", node.region, known)
    return Layout(regions, nodes)


def completed(layout: Layout, states: Iterable[str]) -> Layout:
    """The layout with a node for every mechanism whose states nobody listed, each where most room is left.

    Args:
        layout: The layout.
        states: The full names of all states.
    """
    homeless = dict.fromkeys(state.partition(".")[0] for state in states if layout.holder(state) is None)
    for mechanism in homeless:
        places = {picture: _free_place(layout, picture) for picture in SIZES}
        title = mechanism.replace("_", " ").capitalize()
        pattern = (f"{mechanism}.*",)
        node = Node(
            mechanism,
            title,
            f"{title}, a part of the model.",
            "brain",
            "neutral",
            states=pattern,
            shows=pattern,
            full=1.0,
            places=places,
            more=f"more {title.lower()}",
            less=f"less {title.lower()}",
        )
        layout = Layout(layout.regions, (*layout.nodes, node))
    return layout


def _node(table: Mapping[str, Any]) -> Node:
    states, shows, evidence = (tuple[str, ...](table.get(key, ())) for key in ("states", "shows", "evidence"))
    rest = {key: value for key, value in table.items() if key not in ("states", "shows", "evidence", *SIZES)}
    return Node(**rest, states=states, shows=shows, evidence=evidence, places=_pairs(table))


def _pairs(table: Mapping[str, Any]) -> Mapping[str, tuple[float, float]]:
    return {picture: (float(table[picture][0]), float(table[picture][1])) for picture in SIZES}


def _refuse_unknown(node: str, key: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise FactError(
            f"layout.toml: the {key} of '{node}' is not known.", given=repr(value), todo=did_you_mean(value, known)
        )


def _sign(name: str, patterns: Iterable[str]) -> int:
    for pattern in patterns:
        if fnmatchcase(name, pattern.removeprefix("-")):
            return -1 if pattern.startswith("-") else 1
    return 0


def _free_place(layout: Layout, picture: str) -> Place:
    """The place of a lattice inside the brain that is furthest from every node."""
    width, height = SIZES[picture]
    brain = next(region.spans[picture] for region in layout.regions if region.name == "brain")
    across, down = ((brain[0], brain[1]), (60.0, height - 60.0)) if picture == "wide" else ((0.0, width), brain)
    steps = [(place + 0.5) / _LATTICE for place in range(_LATTICE)]
    lattice = [
        (across[0] + i * (across[1] - across[0]), down[0] + j * (down[1] - down[0])) for i in steps for j in steps
    ]
    taken = [node.places[picture] for node in layout.nodes]
    return max(lattice, key=lambda place: min((place[0] - x) ** 2 + (place[1] - y) ** 2 for x, y in taken))
