"""A graph of scalar operations in which nothing is written twice and what can be worked out at once is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import Any, TypeAlias

import numpy as np

from unknot.cohort.kernel.operations import OPERATIONS

Place: TypeAlias = int
"""Where an operation stands in its graph; arguments stand before what uses them."""


class Varies(IntFlag):
    """What a number depends on; the kernel works each out as seldom as it can."""

    NOT = 0
    BY_PERSON = 1
    BY_STEP = 2
    BY_BOTH = 3


@dataclass(frozen=True, slots=True)
class Node:
    """One number.

    Attributes:
        operation: How it is made; "constant" or "given" for those that are not made.
        arguments: From what.
        value: The number itself, of a constant.
        name: Of what is given.
        varies: What it depends on.
    """

    operation: str
    arguments: tuple[Place, ...] = ()
    value: float = 0.0
    name: str = ""
    varies: Varies = Varies.NOT

    @property
    def logical(self) -> bool:
        """Whether it is a truth rather than a number."""
        return self.operation in OPERATIONS and OPERATIONS[self.operation].logical


class Graph:
    """Grows by one operation at a time; equal operations become one."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[Node, Place] = {}

    def constant(self, value: float) -> Place:
        """A number that is always the same."""
        # Minus zero and zero are one: no equation tells them apart but a division by it.
        return self._add(Node("constant", value=float(value) + 0.0))

    def given(self, name: str, varies: Varies) -> Place:
        """A number that comes from outside."""
        return self._add(Node("given", name=name, varies=varies))

    def apply(self, operation: str, *arguments: Place) -> Place:
        """One operation; what has a simpler form takes it."""
        nodes = [self.nodes[place] for place in arguments]
        if all(node.operation == "constant" for node in nodes):
            with np.errstate(all="ignore"):
                return self.constant(float(OPERATIONS[operation].evaluate(*[node.value for node in nodes])))
        simpler = _simpler(self, operation, arguments)
        if simpler is not None:
            return simpler
        varies = Varies.NOT
        for node in nodes:
            varies |= node.varies
        return self._add(Node(operation, arguments, varies=varies))

    def is_constant(self, place: Place, value: float | None = None) -> bool:
        """Whether a number is always the same, and this one if a value is named."""
        node = self.nodes[place]
        return node.operation == "constant" and (value is None or node.value == value)

    def needed(self, roots: Sequence[Place]) -> list[Place]:
        """Everything that some numbers are made from, themselves included, in order."""
        found, waiting = set[Place](), list(roots)
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting += self.nodes[place].arguments
        return sorted(found)

    def evaluate(self, roots: Sequence[Place], given: Mapping[str, Any]) -> list[Any]:
        """Work numbers out in NumPy.

        Args:
            roots: Which.
            given: What comes from outside, by name; arrays that broadcast against each other.
        """
        values: dict[Place, Any] = {}
        with np.errstate(all="ignore"):
            for place in self.needed(roots):
                node = self.nodes[place]
                if node.operation == "constant":
                    values[place] = node.value
                elif node.operation == "given":
                    values[place] = given[node.name]
                else:
                    arguments = [values[argument] for argument in node.arguments]
                    values[place] = OPERATIONS[node.operation].evaluate(*arguments)
        return [values[place] for place in roots]

    def _add(self, node: Node) -> Place:
        if node not in self._known:
            self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return self._known[node]


def _simpler(graph: Graph, operation: str, arguments: tuple[Place, ...]) -> Place | None:
    """The place of the same number in a simpler form, if there is one; states and inputs are finite numbers."""
    rule = _RULES.get(operation)
    return None if rule is None else rule(graph, *arguments)


def _add(graph: Graph, a: Place, b: Place) -> Place | None:
    if graph.is_constant(a, 0.0):
        return b
    return a if graph.is_constant(b, 0.0) else None


def _sub(graph: Graph, a: Place, b: Place) -> Place | None:
    if graph.is_constant(a, 0.0):
        return graph.apply("neg", b)
    return a if graph.is_constant(b, 0.0) else None


def _mul(graph: Graph, a: Place, b: Place) -> Place | None:
    for one, other in ((a, b), (b, a)):
        if graph.is_constant(one, 0.0):
            return one
        if graph.is_constant(one, 1.0):
            return other
    return None


def _div(graph: Graph, a: Place, b: Place) -> Place | None:
    return a if graph.is_constant(b, 1.0) or graph.is_constant(a, 0.0) else None


def _neg(graph: Graph, a: Place) -> Place | None:
    node = graph.nodes[a]
    return node.arguments[0] if node.operation == "neg" else None


def _both(graph: Graph, a: Place, b: Place) -> Place | None:
    for one, other in ((a, b), (b, a)):
        if graph.is_constant(one):
            return one if graph.is_constant(one, 0.0) else other
    return None


def _either(graph: Graph, a: Place, b: Place) -> Place | None:
    for one, other in ((a, b), (b, a)):
        if graph.is_constant(one):
            return other if graph.is_constant(one, 0.0) else one
    return None


def _differ(graph: Graph, a: Place, b: Place) -> Place | None:
    for one, other in ((a, b), (b, a)):
        if graph.is_constant(one):
            return other if graph.is_constant(one, 0.0) else graph.apply("not", other)
    return None


def _select(graph: Graph, truth: Place, when_true: Place, when_false: Place) -> Place | None:
    if when_true == when_false:
        return when_true
    if graph.is_constant(truth):
        return when_false if graph.is_constant(truth, 0.0) else when_true
    return None


_RULES: Mapping[str, Callable[..., Place | None]] = {
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "div": _div,
    "neg": _neg,
    "and": _both,
    "or": _either,
    "xor": _differ,
    "select": _select,
}
