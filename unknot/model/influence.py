"""Which state moves which, and which way: read off the slopes of the equations, state by state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array

from unknot.model.exposure import Numbers
from unknot.model.mechanism import Mechanism, Values
from unknot.model.model import Model

_DEPTHS = np.repeat([0.05, 0.5, 3.0], 4)
"""How active states are that start at nothing: near rest first, as most have a ceiling, then far from it."""
_POINTS, _SPREAD = len(_DEPTHS), 0.3
_STEP, _NOTHING = 1e-5, 1e-8
_Slopes = Mapping[str, Mapping[str, Numbers]]


@dataclass(frozen=True, slots=True)
class Influence:
    """One state moves another state or a readout.

    Attributes:
        source: The full name of the state that moves.
        target: The full name of the state or readout that is moved.
        input: The input on the way; empty where both belong to one mechanism.
        sign: What more of the source does to the target, as near to rest as it does anything: "+", "-", or "+/-"
            where that depends on the other states.
    """

    source: str
    target: str
    input: str
    sign: str


@dataclass(frozen=True)
class _Part:
    """The slopes of one mechanism at some points.

    Attributes:
        name: The mechanism.
        moving: Its states that change at all; the others are what one person differs from another in.
        offered: Of each offer, by its own states.
        inside: Of each own state's change and each readout, by its own states.
        received: The same by inputs.
    """

    name: str
    moving: tuple[str, ...]
    offered: _Slopes
    inside: _Slopes
    received: _Slopes


def influences(model: Model) -> tuple[Influence, ...]:
    """Every influence in a model, in the order of its mechanisms; what never changes in a person moves nothing.

    Slopes are taken at a few points around the usual start. A way whose weight is zero is no influence.

    Args:
        model: The mechanisms.
    """
    parts = [_part(one) for one in model.mechanisms]
    found: list[Influence] = []
    for source in parts:
        found += _inside(source)
        for target in parts:
            found += _between(source, target)
    return tuple(found)


def _inside(part: _Part) -> Iterable[Influence]:
    for target, slopes in part.inside.items():
        for source in part.moving:
            sign = _sign(slopes[source])
            if sign and source != target:
                yield Influence(f"{part.name}.{source}", f"{part.name}.{target}", "", sign)


def _between(source: _Part, target: _Part) -> Iterable[Influence]:
    for name, offered in source.offered.items():
        for moved, received in target.received.items():
            for state in source.moving if name in received else ():
                sign = _sign(offered[state] * received[name])
                if sign and (source.name, state) != (target.name, moved):
                    yield Influence(f"{source.name}.{state}", f"{target.name}.{moved}", name, sign)


def _part(mechanism: Mechanism) -> _Part:
    random = np.random.default_rng(0)
    x = {key: _around(float(np.mean(state.mean)), random) for key, state in mechanism.states().items()}
    u = {key: jnp.asarray(random.uniform(0.1, 1.0, _POINTS)) for key in mechanism.inputs()}
    return _Part(
        name=mechanism.name,
        moving=_moving(mechanism, x, u),
        offered=_slopes(mechanism.offers, x),
        inside=_slopes(lambda own: _changes(mechanism, own, u), x),
        received=_slopes(lambda given: _changes(mechanism, x, given), u),
    )


def _around(usual: float, random: np.random.Generator) -> Array:
    """Around the usual start; what starts at nothing is active, as most slopes are 0 at nothing."""
    return jnp.asarray((usual or _DEPTHS) * random.uniform(1 - _SPREAD, 1 + _SPREAD, _POINTS))


def _moving(mechanism: Mechanism, x: Values, u: Values) -> tuple[str, ...]:
    noise = mechanism.noise(u)
    return tuple(
        key
        for key, flow in mechanism.flows(x, u).items()
        if key in noise or np.any(np.asarray(flow.production)) or np.any(np.asarray(flow.loss))
    )


def _changes(mechanism: Mechanism, x: Values, u: Values) -> Values:
    """How fast each state changes, and what each readout shows that is no state."""
    shown = {key: one.value for key, one in mechanism.readouts(x, u).items() if key not in x}
    return shown | {key: flow.production - flow.loss * x[key] for key, flow in mechanism.flows(x, u).items()}


def _slopes(function: Callable[[Values], Values], at: Mapping[str, Array]) -> _Slopes:
    """Central differences of each result, by each argument, shape (points,)."""
    found: dict[str, dict[str, Numbers]] = {key: {} for key in function(at)}
    for by, values in at.items():
        above, below = (function({**at, by: values + step}) for step in (_STEP, -_STEP))
        for key, row in found.items():
            row[by] = np.broadcast_to((np.asarray(above[key]) - np.asarray(below[key])) / (2 * _STEP), _POINTS)
    return found


def _sign(slopes: Numbers) -> str:
    """The sign of slopes where they first show; empty where all are 0."""
    for depth in np.unique(_DEPTHS):
        here = slopes[depth == _DEPTHS]
        rises, falls = bool(np.any(here > _NOTHING)), bool(np.any(here < -_NOTHING))
        if rises or falls:
            return "+/-" if rises and falls else "+" if rises else "-"
    return ""
