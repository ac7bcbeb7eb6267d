"""What the contracts are held against: all that discovery finds, and one relief for every treatment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from unknot.evidence.load import interventions
from unknot.model.discovery import typical_mechanisms
from unknot.model.mechanism import Input, Mechanism, Values
from unknot.model.mechanisms.affect import Affect
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.mechanisms.sleep import Sleep
from unknot.model.mechanisms.stress import Stress

TYPICAL = typical_mechanisms()
RELIEFS = tuple(Relief.of(name) for name in interventions())
BY_NAME = {mechanism.name: mechanism for mechanism in (*TYPICAL, *RELIEFS)}
MECHANISMS = tuple(BY_NAME.values())
DIARY_KINDS = (Nociception, Perception, Relief, Sleep, Stress, Affect)
"""What diaries are fitted with: these alone keep the form of decision 0002."""
DIARY = tuple(one for one in MECHANISMS if isinstance(one, DIARY_KINDS))
INPUTS: dict[str, Input] = {key: entry for one in MECHANISMS for key, entry in one.inputs().items()}


@dataclass(frozen=True)
class Point:
    """Some values for the states and inputs of one mechanism."""

    x: Values
    u: Values


def points(mechanism: Mechanism, signed: bool = True, count: int = 4, most: float = 3.0) -> Iterator[Point]:
    """Random values away from 0; inputs are never negative."""
    random = np.random.default_rng(7)
    for _ in range(count):
        signs = random.choice([-1.0, 1.0], len(mechanism.states())) if signed else 1.0
        states = random.uniform(0.3, most, len(mechanism.states())) * signs
        inputs = random.uniform(0.3, most, len(mechanism.inputs()))
        yield Point(
            dict(zip(mechanism.states(), states, strict=True)),
            dict(zip(mechanism.inputs(), inputs, strict=True)),
        )


def people(mechanism: Mechanism) -> Iterator[Mechanism]:
    """The typical person, and two far out in the priors."""
    priors = {key: entry.prior for key, entry in mechanism.parameters().items() if entry.prior}
    for z in (0.0, -2.5, 2.5):
        yield replace(mechanism, **{key: prior.value(z) for key, prior in priors.items()})


def name_of(mechanism: Mechanism) -> str:
    """The id of a mechanism in the list of tests."""
    return mechanism.name
