"""What a kernel works out: a step of the states that matter, what is read, and what each state begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from unknot.cohort.kernel.graph import Graph, Node, Place, Varies
from unknot.cohort.kernel.hoisting import hoisted
from unknot.cohort.kernel.operations import OPERATIONS

DRAW, INPUT, NORMAL, STATE = "draw:", "input:", "normal:", "state:"
"""How the names of what comes from outside begin in a graph."""


@dataclass(frozen=True)
class Step:
    """A step written into a graph.

    Attributes:
        following: The place of each state after it, by name.
        reads: The places of what is read, from the states before it, by name.
    """

    following: Mapping[str, Place]
    reads: Mapping[str, Place]


class Equations(Protocol):
    """Equations that can be written into a graph."""

    @property
    def states(self) -> tuple[str, ...]:
        """All states, by name."""
        ...

    def start(self, graph: Graph) -> Mapping[str, Place]:
        """What states begin with, by name; what is left out is loaded."""
        ...

    def unmoved(self, graph: Graph) -> Mapping[str, Place]:
        """What states would stay at if a step did not move them, by name, where that needs no loading."""
        ...

    def step(self, graph: Graph, places: Mapping[str, Place]) -> Step:
        """One step, from the places of the states before it."""
        ...


@dataclass(frozen=True, slots=True)
class Followed:
    """A state that a kernel keeps: its places before and after a step, and that of its start (None: loaded)."""

    name: str
    before: Place
    after: Place
    start: Place | None


@dataclass(frozen=True)
class Program:
    """A kernel before it is compiled.

    Attributes:
        graph: All operations.
        draws: Names of what comes with each person, in order.
        states: The states that are followed.
        normals: The states that noise flows into, in order.
        columns: Places that are the same for everyone in a step, worked out beforehand.
        reads: The places of what is read, by name.
    """

    graph: Graph
    draws: tuple[str, ...]
    states: tuple[Followed, ...]
    normals: tuple[str, ...]
    columns: tuple[Place, ...]
    reads: Mapping[str, Place]

    @property
    def moving(self) -> int:
        """How many states change at all."""
        return sum(state.before != state.after for state in self.states)

    @property
    def step_flops(self) -> int:
        """Floating-point operations of one person's step, drawing the noise left out."""
        nodes = [self.graph.nodes[place] for place in self.graph.needed([state.after for state in self.states])]
        made = [node for node in nodes if node.operation in OPERATIONS and node.varies == Varies.BY_BOTH]
        return sum(OPERATIONS[node.operation].flops for node in made)


def program_of(equations: Equations, keep: Sequence[str] = ()) -> Program:
    """Write equations, leave out what never changes and what nothing depends on, and sort what is left.

    Args:
        equations: The equations.
        keep: States that are followed whether or not what is read depends on them.
    """
    graph, places, step = _settled_places(equations)
    start = equations.start(graph)
    live = [name for name in equations.states if name in _live(graph, step, keep)]
    roots = [*step.reads.values(), *(step.following[name] for name in live), *(places[name] for name in live)]
    roots += [start[name] for name in live if name in start]
    new, moved = hoisted(graph, roots)
    needed = new.needed([moved[root] for root in roots])
    nodes = [new.nodes[place] for place in needed]
    return Program(
        graph=new,
        draws=_given(nodes, DRAW),
        states=tuple(
            Followed(
                name, moved[places[name]], moved[step.following[name]], moved[start[name]] if name in start else None
            )
            for name in live
        ),
        normals=_given(nodes, NORMAL),
        columns=_columns(new, needed, [moved[root] for root in roots]),
        reads={name: moved[place] for name, place in step.reads.items()},
    )


def _settled_places(equations: Equations) -> tuple[Graph, Mapping[str, Place], Step]:
    """Take every state to stay as it begins; give up those that do not, until nothing changes."""
    moving = set[str]()
    while True:
        graph = Graph()
        unmoved = equations.unmoved(graph)
        places = {name: _place(graph, name, unmoved, name in moving) for name in equations.states}
        step = equations.step(graph, places)
        left = {name for name in equations.states if name not in moving and step.following[name] != places[name]}
        if not left:
            return graph, places, step
        moving |= left


def _place(graph: Graph, name: str, unmoved: Mapping[str, Place], moves: bool) -> Place:
    if moves:
        return graph.given(STATE + name, Varies.BY_BOTH)
    return unmoved[name] if name in unmoved else graph.given(STATE + name, Varies.BY_PERSON)


def _live(graph: Graph, step: Step, keep: Sequence[str]) -> set[str]:
    """The states that what is read depends on, and those that are to be kept."""
    waiting = [*step.reads.values(), *(step.following[name] for name in keep)]
    found = set[str]()
    while waiting:
        nodes = [graph.nodes[place] for place in graph.needed([waiting.pop()])]
        for name in _given(nodes, STATE):
            if name not in found:
                found.add(name)
                waiting.append(step.following[name])
    return found


def _given(nodes: Sequence[Node], prefix: str) -> tuple[str, ...]:
    return tuple(node.name.removeprefix(prefix) for node in nodes if node.name.startswith(prefix))


def _columns(graph: Graph, needed: Sequence[Place], roots: Sequence[Place]) -> tuple[Place, ...]:
    """What is the same for everyone in a step and is used by something that is not."""
    found = {root for root in roots if graph.nodes[root].varies == Varies.BY_STEP}
    for place in needed:
        if graph.nodes[place].varies == Varies.BY_BOTH:
            arguments = graph.nodes[place].arguments
            found |= {one for one in arguments if graph.nodes[one].varies == Varies.BY_STEP}
    return tuple(sorted(found))
