"""The compiled kernels of a study, and people living through its arms."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from unknot.cohort.equations import LENGTH, Living, Settling
from unknot.cohort.kernel.compiled import LANES, Kernel, compiled
from unknot.cohort.kernel.program import INPUT, program_of
from unknot.cohort.kernel.random_numbers import drawn
from unknot.cohort.study import MINUTES_A_DAY, PAIN, Study
from unknot.cohort.summary import Counts
from unknot.errors import UnknotError
from unknot.evidence.load import interventions, is_known
from unknot.model.exposure import Exposure, Numbers, input_levels
from unknot.model.people import FURTHEST, differences, settling_rows
from unknot.model.surroundings import surroundings


@dataclass(frozen=True)
class Engine:
    """Compiled code for one study; safe to use from many threads.

    Attributes:
        study: The study.
        settling: Takes people from their draws to balance.
        living: Takes them through an arm.
        settling_table: What each step of the settling gives everyone.
        arm_tables: What each step of every arm gives everyone.
        settling_steps: How many steps the settling has.
        reads: What is read.
    """

    study: Study
    settling: Kernel
    living: Kernel
    settling_table: Numbers
    arm_tables: tuple[Numbers, ...]
    settling_steps: int
    reads: tuple[str, ...]

    @classmethod
    def of(cls, study: Study, reads: Sequence[str] = (PAIN,), *, noise: bool = True) -> Engine:
        """Compile a study.

        Args:
            study: The study.
            reads: What is read, by the full name of a readout or a state.
            noise: False for the deterministic part alone.

        Raises:
            UnknotError: If nothing is known of a dose, or the kernel does not know something that an equation uses.
        """
        model, inputs = study.model, tuple(study.model.inputs())
        _check_doses(study, inputs)
        steps = study.steps_a_day * study.readings
        edges = np.arange(steps + 1) / study.steps_a_day
        around = surroundings(inputs, edges)
        levels = [input_levels(_shifted(study, place), inputs, edges) + around for place in range(len(study.arms))]
        acted = np.any([np.any(one != 0, axis=0) for one in levels], axis=0)
        active = [name for name, on in zip(inputs, acted, strict=True) if on]
        living = compiled(program_of(Living(model, reads, active, study.step / MINUTES_A_DAY, noise=noise)))
        wanted = [state.name for state in living.program.states]
        settling_levels, lengths = settling_rows(inputs)
        moved = [name for name, on in zip(inputs, np.any(settling_levels != 0, axis=0), strict=True) if on]
        settling = compiled(program_of(Settling(model, wanted, moved)))
        rows = {INPUT + name: settling_levels[:, inputs.index(name)] for name in moved} | {INPUT + LENGTH: lengths}
        return cls(
            study=study,
            settling=settling,
            living=living,
            settling_table=settling.table(rows, len(lengths)),
            arm_tables=tuple(
                living.table({INPUT + name: one[:, inputs.index(name)] for name in active}, steps) for one in levels
            ),
            settling_steps=len(lengths),
            reads=tuple(reads),
        )

    @property
    def fingerprint(self) -> str:
        """A hash of the study and of everything that is worked out for it."""
        found = hashlib.sha256(self.study.to_json().encode())
        for kernel in (self.settling, self.living):
            found.update(repr((kernel.program.graph.nodes, kernel.program.states)).encode())
        for table in (self.settling_table, *self.arm_tables):
            found.update(table.tobytes())
        return found.hexdigest()

    def settled(self, first: int, count: int) -> Numbers:
        """The states of some persons before the run-in, shape (blocks, states, lanes).

        Args:
            first: Number of the first person, a multiple of the persons that a kernel takes at once.
            count: How many persons; whole blocks are made.
        """
        blocks, program = -(-count // LANES), self.settling.program
        states = np.zeros((blocks, len(program.states), LANES))
        draws = self._draws(program.draws, first, blocks)
        out = self.settling(draws, states, self.settling_table, np.asarray([self.settling_steps]), person=first)
        return np.ascontiguousarray(out[:, 0])

    def lived(self, first: int, count: int, arm: int, until: Counts, states: Numbers) -> Numbers:
        """What is read of some persons in one arm, shape (persons, readings, reads).

        Args:
            first: Number of the first person.
            count: How many.
            arm: Which arm.
            until: How many steps are done at each reading.
            states: Their states as `settled` gives them; they are left alone.
        """
        draws = self._draws(self.living.program.draws, first, len(states))
        out = self.living(draws, states.copy(), self.arm_tables[arm], until, person=first, seed=self.study.seed)
        return out.transpose(0, 3, 1, 2).reshape(-1, len(until), len(self.reads))[:count]

    def evenings(self, first: int, count: int) -> Numbers:
        """Pain at 20:00 in every arm, between 0 and 10, shape (arms, persons, evenings)."""
        study = self.study
        until = np.arange(study.readings) * study.steps_a_day + study.evening_step
        states = self.settled(first, count)
        lived = [self.lived(first, count, arm, until, states)[:, :, 0] for arm in range(len(study.arms))]
        return np.clip(np.stack(lived), 0.0, 10.0)

    def _draws(self, names: Sequence[str], first: int, blocks: int) -> Numbers:
        persons = first + np.arange(blocks * LANES, dtype=np.uint64)
        spreads = differences(self.study.model)
        found = np.empty((blocks, len(names), LANES))
        for place, name in enumerate(names):
            tails = spreads[name].degrees_of_freedom if name in spreads else None
            found[:, place] = drawn(name, persons, self.study.seed, tails, FURTHEST).reshape(blocks, LANES)
        return found


def _shifted(study: Study, place: int) -> list[Exposure]:
    """The doses of an arm, counted from the beginning of the run-in."""
    return [replace(dose, start=dose.start + study.run_in) for dose in study.arms[place].given]


def _check_doses(study: Study, inputs: tuple[str, ...]) -> None:
    for dose in (dose for arm in study.arms for dose in arm.given):
        known = dose.levels or is_known(dose.intervention) or f"dose_{dose.intervention}" in inputs
        if not known:
            raise UnknotError(
                "Nothing is known of a dose.", given=repr(dose.intervention), todo=", ".join(interventions())
            )
