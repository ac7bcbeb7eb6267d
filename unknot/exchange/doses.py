"""A regimen as moments at which inputs are set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from unknot.errors import ModelError
from unknot.evidence.load import intervention as find_intervention
from unknot.exchange.expression import Expression, Number
from unknot.model.exposure import Exposure, input_levels
from unknot.model.model import Model


@dataclass(frozen=True)
class Change:
    """A moment at which something is set: what is given from outside when a dose begins or ends.

    Attributes:
        time: When [day].
        values: By the id of what is set, what it is set to, in its own unit.
    """

    time: float
    values: dict[str, Expression]


def changes(given: Iterable[Exposure], model: Model) -> tuple[Change, ...]:
    """The changes of a regimen in the order of time; what is on at the same time adds up.

    Args:
        given: The doses.
        model: Whose inputs they act on.

    Raises:
        ModelError: If a dose begins before day 0, or nothing listens to anything it does.
    """
    given, inputs = tuple(given), tuple(model.inputs())
    for dose in given:
        if dose.start < 0:
            raise ModelError("A dose begins before the simulation does.", given=f"day {dose.start:g}")
        acts = dict(find_intervention(dose.intervention).inputs) | dict(dose.levels) | {f"dose_{dose.intervention}": 1}
        if acts.keys().isdisjoint(inputs):
            raise ModelError("Nothing in the model listens to a dose.", given=repr(dose.intervention))
    moments = np.asarray(sorted({moment for dose in given for moment in (dose.start, dose.end)}))
    if not len(moments):
        return ()
    levels = np.vstack([input_levels(given, inputs, moments), np.zeros(len(inputs))])
    before, found = np.zeros(len(inputs)), list[Change]()
    for moment, now in zip(moments, levels, strict=True):
        moved = np.flatnonzero(~np.isclose(now, before, rtol=1e-12, atol=0.0))
        if len(moved):
            found.append(Change(float(moment), {f"given__{inputs[i]}": Number(float(now[i])) for i in moved}))
        before = now
    return tuple(found)
