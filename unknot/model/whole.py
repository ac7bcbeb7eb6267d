"""The whole pain system: every mechanism that discovery finds, at the calibrated values of the population."""

from __future__ import annotations

from collections.abc import Iterable

from unknot.errors import ModelError, did_you_mean
from unknot.evidence.calibration import calibrated_values
from unknot.evidence.load import intervention as find_intervention
from unknot.model.discovery import typical_mechanisms
from unknot.model.mechanism import Mechanism, Values
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model


def whole_model(treatments: Iterable[str] = (), *, without: Iterable[str] = (), values: Values | None = None) -> Model:
    """All mechanisms together, with one relief for each treatment that leaves some.

    Args:
        treatments: The treatments that will be given, by the names of their fact files.
        without: Mechanisms to switch off, by name; what the others offer to them is lost.
        values: Values that differ from the calibrated ones, by full name; those of absent mechanisms are passed over.

    Raises:
        ModelError: If a mechanism to switch off does not exist.
    """
    left_out = set(without)
    parts: list[Mechanism] = [one for one in typical_mechanisms() if not isinstance(one, Relief)]
    given = sorted({name for name in treatments if find_intervention(name).leaves_relief})
    parts += [Relief.of(name, expected=True) for name in given]
    names = {part.name for part in parts}
    for name in sorted(left_out - names):
        raise ModelError("No such mechanism to switch off.", given=repr(name), todo=did_you_mean(name, names))
    model = Model(tuple(part for part in parts if part.name not in left_out))
    known = model.parameters()
    chosen = {**calibrated_values(), **(values or {})}
    return model.with_values({name: value for name, value in chosen.items() if name in known})
