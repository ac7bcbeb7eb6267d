"""The model of 16 states that all are compared on, its people, and the kernel that is compiled for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unknot.cohort.equations import Living
from unknot.cohort.kernel.compiled import LANES, Kernel, compiled
from unknot.cohort.kernel.program import INPUT, program_of
from unknot.cohort.kernel.random_numbers import drawn
from unknot.evidence.calibration import calibrated_values
from unknot.model.exposure import Numbers, input_levels, session
from unknot.model.mechanism import Mechanism
from unknot.model.mechanisms.affect import Distress
from unknot.model.mechanisms.expectation import Expectation
from unknot.model.mechanisms.gate import Gate
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.model import Model
from unknot.model.people import differences
from unknot.model.surroundings import surroundings

PARTS: tuple[type[Mechanism], ...] = (Nociception, Perception, Expectation, Gate, Distress)
PAIN = "perception.intensity"
STEPS_A_DAY = 96


def model_of(parts: tuple[type[Mechanism], ...] = PARTS) -> Model:
    """Some mechanisms at the calibrated values."""
    model = Model(tuple(part() for part in parts))
    known = model.parameters()
    return model.with_values({name: value for name, value in calibrated_values().items() if name in known})


@dataclass(frozen=True)
class Case:
    """A model whose people get a massage a week, from states near the typical start.

    Attributes:
        model: The model.
        days: How long.
        persons: How many; a multiple of the persons that a kernel takes at once.
    """

    model: Model
    days: int
    persons: int

    @property
    def inputs(self) -> tuple[str, ...]:
        """The inputs of the model."""
        return tuple(self.model.inputs())

    @property
    def levels(self) -> Numbers:
        """Their levels, shape (steps, inputs)."""
        edges = np.arange(self.days * STEPS_A_DAY + 1) / STEPS_A_DAY
        given = [session("massage", day + 0.5, 60.0) for day in range(0, self.days, 7)]
        return input_levels(given, self.inputs, edges) + surroundings(self.inputs, edges)

    @property
    def active(self) -> tuple[str, ...]:
        """The inputs that are ever on."""
        return tuple(name for name, on in zip(self.inputs, self.levels.any(axis=0), strict=True) if on)

    def column(self, name: str) -> Numbers:
        """The level of one input in every step."""
        return self.levels[:, self.inputs.index(name)]

    def coordinates(self) -> dict[str, Numbers]:
        """Where everyone lies in what people differ in."""
        persons = np.arange(self.persons, dtype=np.uint64)
        return {name: drawn(name, persons, 0, None, 3.0) for name in differences(self.model)}

    def start(self) -> Numbers:
        """What everyone begins with, shape (states, persons)."""
        mean, sd = (np.asarray(part)[:, None] for part in self.model.start())
        persons = np.arange(self.persons, dtype=np.uint64)
        return mean + sd * np.stack([drawn(f"start {name}", persons, 0, None, 3.0) for name in self.model.state_names])

    def kernel(self, *, noise: bool, everything: bool = True) -> Kernel:
        """The kernel, with all states or those alone that pain depends on."""
        living = Living(self.model, [PAIN], self.active, 1 / STEPS_A_DAY, noise=noise)
        return compiled(program_of(living, self.model.state_names if everything else ()))

    def table(self, kernel: Kernel) -> Numbers:
        """What each step gives everyone."""
        steps = self.days * STEPS_A_DAY
        return kernel.table({INPUT + name: self.column(name) for name in self.active}, steps)

    def draws(self, kernel: Kernel) -> Numbers:
        """What the kernel takes of each person."""
        found = self.coordinates()
        rows = (
            np.stack([found[name] for name in kernel.program.draws])
            if kernel.program.draws
            else np.zeros((0, self.persons))
        )
        return blocks(rows)

    def states(self, kernel: Kernel) -> Numbers:
        """The states that the kernel follows."""
        places = [self.model.state_names.index(state.name) for state in kernel.program.states]
        return blocks(self.start()[places])


def blocks(rows: Numbers, lanes: int = LANES) -> Numbers:
    """Rows of persons as a kernel takes them, shape (blocks, rows, lanes)."""
    return np.ascontiguousarray(rows.reshape(len(rows), -1, lanes).transpose(1, 0, 2))
