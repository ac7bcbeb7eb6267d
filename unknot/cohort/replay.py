"""Chosen persons of a cohort in full: the same draws and the same noise, every state and readout at every step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unknot.cohort.needed import check_compiler
from unknot.cohort.study import Study
from unknot.errors import UnknotError, did_you_mean
from unknot.model.exposure import Numbers
from unknot.units import convert


@dataclass(frozen=True)
class Replayed:
    """Some persons' lives in some arms.

    Attributes:
        names: Readouts, then the states that no readout has the name of.
        days: Times, from the beginning of the treatment [day], shape (steps,).
        persons: Whose they are.
        arms: In which arms.
        values: Shape (persons, arms, steps, names).
    """

    names: tuple[str, ...]
    days: Numbers
    persons: tuple[int, ...]
    arms: tuple[str, ...]
    values: Numbers


def replay(study: Study, persons: Sequence[int], arms: Sequence[str] = ()) -> Replayed:
    """Let persons of a cohort live again.

    Args:
        study: The study.
        persons: Their numbers, from 0.
        arms: The arms by name; all when left out.

    Raises:
        UnknotError: If the study has no such person or arm.
    """
    check_compiler()
    from unknot.cohort.engine import Engine
    from unknot.cohort.kernel.compiled import LANES

    known = [arm.name for arm in study.arms]
    for name in arms:
        if name not in known:
            raise UnknotError("The study has no such arm.", given=repr(name), todo=did_you_mean(name, known))
    for person in persons:
        if not 0 <= person < study.persons:
            raise UnknotError(
                "The study has no such person.", given=str(person), todo=f"Take 0 to {study.persons - 1}."
            )
    longest = min(one.longest_step for one in study.model.mechanisms)
    if convert(study.step, "minute", "day") > longest:
        raise UnknotError(
            "At this step some states mean nothing.",
            given=f"{study.step:g} minutes",
            todo=f"Simulate with --step {convert(longest, 'day', 'minute'):g}min or less.",
        )
    model, chosen = study.model, tuple(arms) or tuple(known)
    names = tuple(dict.fromkeys([*model.readout_names, *model.state_names]))
    engine = Engine.of(study, names)
    until = np.arange(1, study.steps_a_day * study.readings + 1)
    values = np.empty((len(persons), len(chosen), len(until), len(names)))
    for row, person in enumerate(persons):
        first = person // LANES * LANES
        states = engine.settled(first, LANES)
        for column, arm in enumerate(chosen):
            values[row, column] = engine.lived(first, LANES, known.index(arm), until, states)[person - first]
    return Replayed(names, until / study.steps_a_day - study.run_in, tuple(persons), chosen, values)
