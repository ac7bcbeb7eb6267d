"""How the whole model moves when a lever is pressed: a typical person with it, less the same person without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from unknot.model.cohort import Readings, live
from unknot.model.exposure import Exposure, Numbers
from unknot.model.people import People, settled
from unknot.model.whole import whole_model
from unknot.report.why.layout import Layout, Node
from unknot.report.why.levers import Lever, levers

BADNESS = "perception.unpleasantness"
_DECIMALS = 3
Series = Mapping[str, tuple[float, ...]]


def typical_person() -> People:
    """One person at the calibrated values with every state on its balance, for all treatments that can be pressed."""
    model = whole_model({lever.intervention for lever in levers()})
    mean, spread = (np.asarray(part)[:, None] for part in model.start())
    return settled(People(model, model.start()[0][:, None]), declared=(mean != 0) | (spread > 0))


def resting(person: People, layout: Layout) -> Mapping[str, float]:
    """How active each node is before anything is pressed, and how bad pain feels, in the units of their states."""
    model, start = person.model, person.start[:, 0]
    at_rest = {name: float(value) for name, value in zip(model.state_names, start, strict=True)}
    at_rest |= {name: float(one.value) for name, one in model.readouts(start).items() if name not in at_rest}
    shown = {node.name: _sum(node, at_rest) for node in layout.nodes}
    return {name: round(value, _DECIMALS) for name, value in (shown | {"unpleasantness": at_rest[BADNESS]}).items()}


def change(person: People, layout: Layout, lever: Lever, *, kept_up: bool) -> Series:
    """What a lever changes in each node that it reaches, at the lever's moments; nodes that stay as they are left out.

    Args:
        person: Who.
        layout: The nodes.
        lever: What is pressed.
        kept_up: Whether it comes again and again, or once.
    """
    doses = lever.doses(kept_up=kept_up)
    names = (*person.model.state_names, *(name for name in person.model.readout_names if _is_shown(name, layout)))
    names = tuple(dict.fromkeys((*names, BADNESS)))
    with_it, without = (_lived(person, given, lever, names, doses) for given in (doses, ()))
    moved = {name: (with_it.values[name] - without.values[name])[0] for name in names}
    series = {node.name: _sum_series(node, moved) for node in layout.nodes} | {"unpleasantness": moved[BADNESS]}
    rounded = {name: tuple(round(float(value), _DECIMALS) + 0.0 for value in values) for name, values in series.items()}
    return {name: values for name, values in rounded.items() if any(values)}


def _lived(
    person: People, given: Iterable[Exposure], lever: Lever, names: Sequence[str], beside: Iterable[Exposure]
) -> Readings:
    return live(person, given, lever.moments(), names, seed=0, noise=False, beside=beside)


def _is_shown(name: str, layout: Layout) -> bool:
    return any(node.shown_sign(name) for node in layout.nodes)


def _sum(node: Node, values: Mapping[str, float]) -> float:
    return sum(node.shown_sign(name) * value for name, value in values.items())


def _sum_series(node: Node, values: Mapping[str, Numbers]) -> Numbers:
    length = len(next(iter(values.values())))
    return sum((node.shown_sign(name) * value for name, value in values.items()), np.zeros(length))
