"""Who feeds whom: the offers of mechanisms, and the mechanisms that listen to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unknot.model.mechanism import Mechanism
from unknot.model.model import Model

_POINTS, _LARGEST = 12, 12.0


@dataclass(frozen=True)
class Link:
    """One mechanism offers something to an input that another listens to.

    Attributes:
        source: The mechanism that offers.
        input: The input.
        target: The mechanism that listens.
        idle: Whether the offer is zero whatever the states are: a speculative way whose weight nobody has set.
    """

    source: str
    input: str
    target: str
    idle: bool


def links(model: Model) -> tuple[Link, ...]:
    """All links of a model, in the order of its mechanisms."""
    found: list[Link] = []
    for source in model.mechanisms:
        for name, idle in _offers(source).items():
            listeners = [one.name for one in model.mechanisms if name in one.inputs()]
            found += [Link(source.name, name, target, idle) for target in listeners if target != source.name]
    return tuple(found)


def _offers(mechanism: Mechanism) -> dict[str, bool]:
    """What a mechanism offers, and whether it stays zero at states small and large, of either sign."""
    random = np.random.default_rng(0)
    states = list(mechanism.states())
    idle: dict[str, bool] = {}
    for _ in range(_POINTS):
        values = random.uniform(-_LARGEST, _LARGEST, len(states))
        for name, value in mechanism.offers(dict(zip(states, values, strict=True))).items():
            idle[name] = idle.get(name, True) and bool(np.asarray(value) == 0)
    return idle
