"""The unit check: measure in units 1.7 times as small, and every result must scale as its unit says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from shipped import Point, points

from unknot.model.mechanism import Mechanism
from unknot.units import SYMBOLS, Unit

FACTOR = 1.7
DAY = Unit.parse("day")


def unit_errors(mechanism: Mechanism, input_units: Mapping[str, str]) -> list[str]:
    """What does not scale as its unit says, one line for each finding.

    Args:
        mechanism: The mechanism at some parameter values.
        input_units: The unit of every input that it may offer to.
    """
    found: set[str] = set()
    for point in points(mechanism, signed=False):
        before = quantities(mechanism, point)
        for symbol in SYMBOLS:
            after = quantities(rescaled(mechanism, symbol), moved(mechanism, point, symbol))
            for name, value in before.items():
                unit = unit_of(mechanism, name, point, input_units)
                if not np.isclose(after[name], value * scale(unit, symbol), rtol=1e-9, atol=0):
                    found.add(f"{name} does not scale with '{symbol}' as {unit}")
    return sorted(found)


def scale(unit: Unit, symbol: str) -> float:
    """By how much a number grows when one symbol is measured in smaller units."""
    return FACTOR ** unit.power(symbol)


def rescaled(mechanism: Mechanism, symbol: str) -> Mechanism:
    """The same mechanism with its parameters in smaller units."""
    return replace(
        mechanism,
        **{
            key: getattr(mechanism, key) * scale(Unit.parse(entry.unit), symbol)
            for key, entry in mechanism.parameters().items()
        },
    )


def moved(mechanism: Mechanism, point: Point, symbol: str) -> Point:
    """The same states and inputs in smaller units."""
    states, inputs = mechanism.states(), mechanism.inputs()
    return Point(
        {key: value * scale(Unit.parse(states[key].unit), symbol) for key, value in point.x.items()},
        {key: value * scale(Unit.parse(inputs[key].unit), symbol) for key, value in point.u.items()},
    )


def quantities(mechanism: Mechanism, point: Point) -> dict[str, float]:
    """Every number that the equations give at one point."""
    found: dict[str, float] = {}
    for key, flow in mechanism.flows(point.x, point.u).items():
        found[f"production {key}"], found[f"loss {key}"] = flow.production, flow.loss
    found |= {f"noise {key}": value for key, value in mechanism.noise(point.u).items()}
    found |= {f"offer {key}": value for key, value in mechanism.offers(point.x).items()}
    for key, readout in mechanism.readouts(point.x, point.u).items():
        found[f"readout {key}"], found[f"rating_noise {key}"] = readout.value, readout.rating_noise
    return {name: float(value) for name, value in found.items()}


def unit_of(mechanism: Mechanism, name: str, point: Point, input_units: Mapping[str, str]) -> Unit:
    """The unit that a number of `quantities` must have."""
    kind, key = name.split()
    if kind == "loss":
        return DAY**-1
    if kind == "offer":
        return Unit.parse(input_units[key])
    if kind in ("readout", "rating_noise"):
        return Unit.parse(mechanism.readouts(point.x, point.u)[key].unit)
    own = Unit.parse(mechanism.states()[key].unit)
    return (own**2 if kind == "noise" else own) / DAY
