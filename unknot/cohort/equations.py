"""The equations of a model as a kernel takes them: people as they are drawn, on their way to balance, and living."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array
from jax.extend.core import ClosedJaxpr

from unknot.cohort.kernel.graph import Graph, Place, Varies
from unknot.cohort.kernel.lowering import lower, trace
from unknot.cohort.kernel.program import DRAW, INPUT, NORMAL, Step
from unknot.errors import ModelError, did_you_mean
from unknot.model.cohort import lived_step
from unknot.model.model import Model
from unknot.model.people import differences, personal, settling_step

LENGTH = "length"
"""The input that holds the length of a step."""


@dataclass(frozen=True)
class Drawn:
    """How people are drawn around a typical one.

    Attributes:
        model: The typical person.
    """

    model: Model

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What is drawn: parameters that people differ in, then the start of every state."""
        return (*differences(self.model), *self.model.state_names)

    def person(self, drawn: Sequence[Any]) -> Model:
        """The model of one person, from the draws in the order of `names`."""
        return personal(self.model, dict(zip(differences(self.model), drawn, strict=False)))

    def start(self, drawn: Sequence[Any]) -> list[Array]:
        """What each state begins with, balance left out."""
        person, normals = self.person(drawn), drawn[len(differences(self.model)) :]
        return [
            jnp.asarray(state.mean, dtype=float) + jnp.asarray(state.sd, dtype=float) * normal
            for state, normal in zip(person.states().values(), normals, strict=True)
        ]

    @property
    def declared(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which states have a start of their own, shape (states, 1)."""
        mean, sd = (np.asarray(part) for part in self.model.start())
        return ((mean != 0) | (sd > 0))[:, None]

    def places(self, graph: Graph) -> list[Place]:
        """The draws in a graph."""
        return [graph.given(DRAW + name, Varies.BY_PERSON) for name in self.names]


class Living:
    """People living through a regimen, from states that are loaded.

    Attributes:
        states: The states of the model.
    """

    def __init__(
        self, model: Model, reads: Sequence[str], active: Sequence[str], length: float, *, noise: bool = True
    ) -> None:
        """Trace the equations.

        Args:
            model: The typical person.
            reads: What is read, by the full name of a readout or a state.
            active: The inputs that anything acts on; the others are 0 all the time.
            length: Length of every step [day].
            noise: Whether states are noisy.

        Raises:
            ModelError: If the model cannot read something.
        """
        self.states, self._reads, self._active = model.state_names, tuple(reads), tuple(active)
        readable = (*model.readout_names, *model.state_names)
        for name in reads:
            if name not in readable:
                raise ModelError("The model cannot read this.", given=repr(name), todo=did_you_mean(name, readable))
        self._drawn, self._noisy = Drawn(model), model.noisy_states if noise else ()
        self._traced, self._start = self._trace(length), _traced_start(self._drawn)

    def _trace(self, length: float) -> ClosedJaxpr:
        drawn, inputs = self._drawn, tuple(self._drawn.model.inputs())

        def step(draws: list[Any], x: list[Any], levels: list[Any], normals: list[Any]) -> tuple[list[Any], list[Any]]:
            person, states = drawn.person(draws), jnp.stack(x)[:, None]
            exposure = dict.fromkeys(inputs, 0.0) | dict(zip(self._active, levels, strict=True))
            after = lived_step(person, states, exposure, length, jnp.stack(normals)[:, None] if normals else None)
            found: dict[str, Any] = dict(zip(self.states, x, strict=True))
            found |= {name: jnp.reshape(one.value, ()) for name, one in person.readouts(states).items()}
            return list(after[:, 0]), [found[name] for name in self._reads]

        counts = (len(drawn.names), len(self.states), len(self._active), len(self._noisy))
        return trace(step, *[[0.0] * count for count in counts])

    def start(self, graph: Graph) -> Mapping[str, Place]:
        """Nothing: every state is loaded."""
        return {}

    def unmoved(self, graph: Graph) -> Mapping[str, Place]:
        """The start of states that is the same for everyone; where no step moves them, settling did not either."""
        places = _written_start(graph, self._drawn, self._start)
        return {
            name: place
            for name, place in places.items()
            if graph.is_constant(place) and name not in self._drawn.model.noisy_states
        }

    def step(self, graph: Graph, places: Mapping[str, Place]) -> Step:
        """One step, and what is read before it."""
        given = [
            *self._drawn.places(graph),
            *(places[name] for name in self.states),
            *(graph.given(INPUT + name, Varies.BY_STEP) for name in self._active),
            *(graph.given(NORMAL + name, Varies.BY_BOTH) for name in self._noisy),
        ]
        results = _scalars(lower(graph, self._traced, [np.asarray(one) for one in given]))
        after, read = results[: len(self.states)], results[len(self.states) :]
        return Step(dict(zip(self.states, after, strict=True)), dict(zip(self._reads, read, strict=True)))


class Settling:
    """People as they are drawn, on their way to balance; what is read is the states.

    Attributes:
        states: The states of the model.
    """

    def __init__(self, model: Model, reads: Sequence[str], active: Sequence[str]) -> None:
        """Trace the equations.

        Args:
            model: The typical person.
            reads: The states that are wanted.
            active: The inputs that night and day act on.
        """
        self.states, self._reads, self._active = model.state_names, tuple(reads), tuple(active)
        self._drawn = Drawn(model)
        self._traced, self._start = self._trace(), _traced_start(self._drawn)

    def _trace(self) -> ClosedJaxpr:
        drawn, inputs = self._drawn, tuple(self._drawn.model.inputs())
        declared = jnp.asarray(drawn.declared)

        def step(draws: list[Any], x: list[Any], start: list[Any], levels: list[Any], length: Any) -> list[Any]:
            exposure = dict.fromkeys(inputs, 0.0) | dict(zip(self._active, levels, strict=True))
            states, begun = jnp.stack(x)[:, None], jnp.stack(start)[:, None]
            after = settling_step(drawn.person(draws), states, begun, declared, exposure, length)
            return list(after[:, 0])

        counts = (len(drawn.names), len(self.states), len(self.states), len(self._active))
        return trace(step, *[[0.0] * count for count in counts], 0.0)

    def start(self, graph: Graph) -> Mapping[str, Place]:
        """Every state begins as it is drawn."""
        return _written_start(graph, self._drawn, self._start)

    def unmoved(self, graph: Graph) -> Mapping[str, Place]:
        """The same."""
        return self.start(graph)

    def step(self, graph: Graph, places: Mapping[str, Place]) -> Step:
        """One step, and the states before it."""
        start = self.start(graph)
        given = [
            *self._drawn.places(graph),
            *(places[name] for name in self.states),
            *(start[name] for name in self.states),
            *(graph.given(INPUT + name, Varies.BY_STEP) for name in self._active),
            graph.given(INPUT + LENGTH, Varies.BY_STEP),
        ]
        after = _scalars(lower(graph, self._traced, [np.asarray(one) for one in given]))
        return Step(dict(zip(self.states, after, strict=True)), {name: places[name] for name in self._reads})


def _traced_start(drawn: Drawn) -> ClosedJaxpr:
    return trace(drawn.start, [0.0] * len(drawn.names))


def _written_start(graph: Graph, drawn: Drawn, traced: ClosedJaxpr) -> Mapping[str, Place]:
    places = _scalars(lower(graph, traced, [np.asarray(one) for one in drawn.places(graph)]))
    return dict(zip(drawn.model.state_names, places, strict=True))


def _scalars(places: Sequence[Any]) -> list[Place]:
    return [int(one) for one in places]
