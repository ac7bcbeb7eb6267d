"""Equations rearranged so that what a person keeps, and what a step gives everyone, is worked out once.

Factors are sorted by what they depend on, and a division by something that is worked out once becomes a
multiplication. Results move by rounding alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unknot.cohort.kernel.graph import Graph, Place, Varies


@dataclass(frozen=True, slots=True)
class _Factors:
    """A product, sorted: what depends on both, what on the person (or nothing), what on the step."""

    core: Place | None
    person: Place | None
    step: Place | None


def hoisted(graph: Graph, roots: Sequence[Place]) -> tuple[Graph, Mapping[Place, Place]]:
    """The graph rearranged, and where everything that the roots need stands in it."""
    new, moved = Graph(), dict[Place, Place]()
    for place in graph.needed(roots):
        node = graph.nodes[place]
        arguments = [moved[argument] for argument in node.arguments]
        if node.operation == "constant":
            moved[place] = new.constant(node.value)
        elif node.operation == "given":
            moved[place] = new.given(node.name, node.varies)
        elif node.operation == "mul":
            moved[place] = _multiply(new, *arguments)
        elif node.operation == "div" and new.nodes[arguments[1]].varies != Varies.BY_BOTH:
            moved[place] = _multiply(new, arguments[0], new.apply("div", new.constant(1.0), arguments[1]))
        elif node.operation == "neg" and node.varies == Varies.BY_BOTH:
            moved[place] = _multiply(new, arguments[0], new.constant(-1.0))
        else:
            moved[place] = new.apply(node.operation, *arguments)
    return new, moved


def _multiply(graph: Graph, a: Place, b: Place) -> Place:
    one, other = _split(graph, a), _split(graph, b)
    result: Place | None = None
    for first, second in ((one.core, other.core), (one.person, other.person), (one.step, other.step)):
        result = _product(graph, result, _product(graph, first, second))
    return graph.constant(1.0) if result is None else result


def _split(graph: Graph, place: Place) -> _Factors:
    node = graph.nodes[place]
    if node.varies == Varies.BY_STEP:
        return _Factors(None, None, place)
    if node.varies != Varies.BY_BOTH:
        return _Factors(None, place, None)
    if node.operation != "mul" or all(graph.nodes[one].varies == Varies.BY_BOTH for one in node.arguments):
        return _Factors(place, None, None)
    one, other = (_split(graph, argument) for argument in node.arguments)
    return _Factors(
        _product(graph, one.core, other.core),
        _product(graph, one.person, other.person),
        _product(graph, one.step, other.step),
    )


def _product(graph: Graph, a: Place | None, b: Place | None) -> Place | None:
    """The product of those that are there."""
    if a is None or b is None:
        return b if a is None else a
    return graph.apply("mul", a, b)
