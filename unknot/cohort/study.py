"""What a cohort is asked: who, for how long, in which arms; everything that its numbers depend on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from unknot.cohort.arms import Arm
from unknot.errors import UnknotError
from unknot.model.exposure import Exposure
from unknot.model.model import Model
from unknot.model.whole import whole_model
from unknot.planning.hours import EVENING

MINUTES_A_DAY = 1440
PAIN = "perception.intensity"


@dataclass(frozen=True)
class Study:
    """A cohort and its arms. Everyone lives through every arm, with the same draws and the same noise.

    Attributes:
        arms: The arms; others are compared with the first.
        persons: How many people.
        days: How long the arms last, counted from the beginning of the treatment [day].
        step: Length of a step [minute]; it divides four hours, so that midnight and 20:00 are met.
        run_in: Days before the treatment, whose evenings are the baseline [day].
        under: Pain that a good day does not exceed [nrs].
        seed: Seed of all draws and all noise.
    """

    arms: tuple[Arm, ...]
    persons: int
    days: int = 90
    step: float = 15.0
    run_in: int = 7
    under: float = 3.0
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be simulated.

        Raises:
            UnknotError: If a number is out of range, or arms are missing or share a name.
        """
        names = [arm.name for arm in self.arms]
        if not names or len(set(names)) < len(names):
            raise UnknotError("A cohort needs arms, each with a name of its own.", given=", ".join(names) or "none")
        if self.persons < 1 or self.days < 7 or self.run_in < 7:
            raise UnknotError(
                "A cohort needs somebody, seven days or more, and a week or more before them.",
                given=f"{self.persons} persons, {self.days} days, {self.run_in} days before",
            )
        if self.step <= 0 or abs(240 / self.step - round(240 / self.step)) > 1e-9:
            raise UnknotError(
                "A step must divide four hours.",
                given=f"{self.step:g} minutes",
                todo="Take 5, 10, 15, 30 or 60 minutes.",
            )

    @property
    def steps_a_day(self) -> int:
        """How many steps a day has."""
        return round(MINUTES_A_DAY / self.step)

    @property
    def evening_step(self) -> int:
        """How many steps of a day are done at 20:00, when pain is read."""
        return round(EVENING * 60 / self.step)

    @property
    def readings(self) -> int:
        """How many evenings are read, the run-in included."""
        return self.run_in + self.days

    @cached_property
    def model(self) -> Model:
        """The whole pain system, with the relief of every treatment of any arm."""
        return whole_model({dose.intervention for arm in self.arms for dose in arm.given})

    def to_json(self) -> str:
        """Everything that the numbers depend on, as text."""
        return json.dumps({**asdict(self), "arms": [_written(arm) for arm in self.arms]}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Study:
        """The study that a text was made of."""
        found: dict[str, Any] = json.loads(text)
        arms = tuple(Arm(arm["name"], tuple(_dose(row) for row in arm["given"])) for arm in found.pop("arms"))
        return cls(arms=arms, **found)


def _written(arm: Arm) -> dict[str, Any]:
    rows = [[dose.intervention, dose.start, dose.duration, dose.amount, dict(dose.levels)] for dose in arm.given]
    return {"name": arm.name, "given": rows}


def _dose(row: list[Any]) -> Exposure:
    return Exposure(row[0], row[1], row[2], row[3], tuple(row[4].items()))
