"""What every mechanism says: its states, the inputs it listens to, its equations, and what it offers to others."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, Self, TypeAlias

import equinox as eqx

from unknot.model.parameter import Parameter, Scalar

Values: TypeAlias = Mapping[str, Scalar]

_INNER_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class State:
    """A state: where a person starts before any data, and what it is.

    Attributes:
        unit: Its unit.
        doc: What it is.
        mean: Its expected start [unit].
        sd: How much people differ from that at the start [unit].
    """

    unit: str
    doc: str
    mean: Scalar = 0.0
    sd: Scalar = 0.0


@dataclass(frozen=True, slots=True)
class Input:
    """A named sum of what exposures and other mechanisms offer."""

    unit: str
    doc: str


@dataclass(frozen=True, slots=True)
class Flow:
    """How a state changes: ``dx/dt = production - loss * x``; production [unit/day], loss [1/day]."""

    production: Scalar = 0.0
    loss: Scalar = 0.0


def relax(rate: Scalar, toward: Scalar = 0.0) -> Flow:
    """A state that returns to a value at a rate [1/day]."""
    return Flow(production=rate * toward, loss=rate)


@dataclass(frozen=True, slots=True)
class Readout:
    """A quantity that an instrument can read.

    Attributes:
        value: What a perfect instrument would show [unit].
        rating_noise: Spread of the rating around it, rounding left out [unit].
        unit: Its unit.
        repeating: Chance that an answer only repeats the last one, whatever the instrument would show [1].
    """

    value: Scalar
    rating_noise: Scalar
    unit: str = "nrs"
    repeating: Scalar = 0.0


class Mechanism(eqx.Module):
    """One part of the pain system. Fields made with `parameter` are its parameters; the methods are its equations.

    Offers are computed from states alone, so a loop without delay cannot arise; all offers to an input are summed.
    States and readouts are named locally; the model prefixes them with the mechanism's name.
    """

    longest_step: ClassVar[float] = math.inf
    """The longest step at which its states may be read [day]; beyond it they stay finite but mean nothing."""

    @classmethod
    def typical(cls) -> Self:
        """One instance with the values of a typical person, for tests and lists of all mechanisms."""
        return cls()

    @property
    def name(self) -> str:
        """The name that prefixes its states, unique in a model."""
        return _INNER_CAPITAL.sub("_", type(self).__name__).lower()

    def states(self) -> Mapping[str, State]:
        """Its states by local name."""
        return {}

    def inputs(self) -> Mapping[str, Input]:
        """The inputs it listens to, by their name in the whole model."""
        return {}

    def flows(self, x: Values, u: Values) -> Mapping[str, Flow]:
        """Production and loss of every state, given states x and inputs u."""
        return {}

    def noise(self, u: Values) -> Mapping[str, Scalar]:
        """Variance that flows into a state per day [unit^2/day]; left out where there is none."""
        return {}

    def offers(self, x: Values) -> Mapping[str, Scalar]:
        """What it adds to inputs, its own or others', by their name."""
        return {}

    def readouts(self, x: Values, u: Values) -> Mapping[str, Readout]:
        """What instruments can read here, by local name."""
        return {}

    def parameters(self) -> Mapping[str, Parameter]:
        """Unit, prior, status and source of every parameter."""
        return {entry.name: entry.metadata["parameter"] for entry in fields(self) if "parameter" in entry.metadata}
