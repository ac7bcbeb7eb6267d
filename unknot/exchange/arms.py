"""The arms of an experiment, one after another in one simulation, with a memory of every level that counts.

Between arms the person is set back to the start, some whole days later, so that the hour of the day stays what it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from unknot.exchange.affine import Term
from unknot.exchange.doses import Change, changes
from unknot.exchange.expression import Name
from unknot.exchange.system import Constant, System
from unknot.model.exposure import Exposure
from unknot.model.model import Model
from unknot.validation.experiment import Experiment
from unknot.validation.runner import SETTLING_DAYS


@dataclass(frozen=True)
class ArmsInARow:
    """What is simulated.

    Attributes:
        system: The model, with memories among what is given.
        regimen: Doses, memories and returns to the start, in the order of time.
        memories: The id of the memory of each level, by arm, label and readout.
        end: When everything has been lived through [day].
    """

    system: System
    regimen: tuple[Change, ...]
    memories: Mapping[tuple[str, str, str], str]
    end: float


def arms_in_a_row(experiment: Experiment, model: Model, system: System, terms: Iterable[Term]) -> ArmsInARow:
    """The arms that some levels belong to, in the order of the experiment.

    Args:
        experiment: The case.
        model: The mechanisms.
        system: The same as formulas.
        terms: The levels that count.
    """
    wanted = sorted({(term.arm, term.label, term.readout) for term in terms})
    arms = [arm for arm in experiment.arms if any(arm.name == name for name, _, _ in wanted)]
    first = min(experiment.times.values()) - SETTLING_DAYS
    begin = math.floor(min(experiment.start, first))
    last = max(experiment.times.values())
    length = math.ceil(last) - begin + 1
    shifts = {arm.name: place * length - begin for place, arm in enumerate(arms)}
    doses = [dose for arm in arms for dose in _moved(arm.doses, shifts[arm.name], last)]
    again = {one.id: one.start for one in system.variables}
    returns = [Change(float(place * length), dict(again)) for place in range(1, len(arms))]
    memories = {key: f"memory__{place + 1}" for place, key in enumerate(wanted)}
    kept = [
        Change(experiment.times[label] + shifts[arm], {memories[arm, label, readout]: Name(_readout(readout))})
        for arm, label, readout in wanted
    ]
    regimen = sorted([*changes(doses, model), *returns, *kept], key=lambda change: change.time)
    units = system.units
    remembered = tuple(
        Constant(
            memories[key], f"memory: {' / '.join(key)}", units[_readout(key[2])], f"{key[2]} of '{key[0]}', {key[1]}"
        )
        for key in wanted
    )
    end = float(len(arms) * length)
    return ArmsInARow(replace(system, given=(*system.given, *remembered)), tuple(regimen), memories, end)


def _moved(doses: Sequence[Exposure], by: float, last: float) -> list[Exposure]:
    """Doses later by some days; what follows the last reading is cut off."""
    kept = [dose for dose in doses if dose.start < last]
    lengths = [min(dose.duration, last - dose.start) for dose in kept]
    return [
        replace(dose, start=dose.start + by, duration=length, amount=dose.amount * length / dose.duration)
        for dose, length in zip(kept, lengths, strict=True)
    ]


def _readout(name: str) -> str:
    return f"readout__{name.replace('.', '__')}"
