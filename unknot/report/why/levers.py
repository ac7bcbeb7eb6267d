"""What can be pressed under the picture: one treatment or strain, once or kept up for six weeks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from unknot.model.exposure import Exposure, session
from unknot.units import convert

SIX_WEEKS = 42
EVENING = convert(20.0, "hour", "day")
FIRST_HOURS = (1 / 6, 0.5, 1.0, 2.0, 4.0, 8.0, 24.0)
"""When the first day is read [hour]."""
LATER_DAYS = (2, 3, 4, 5, 6, 9, 13, 16, 20, 23, 27, 34, 42)
"""The evenings on which later days are read [day]; of weekly sessions, after one and on the day before the next."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that is done, or happens.

    Attributes:
        name: Its name in the page.
        title: What its button says.
        said: How a sentence calls it once.
        kept: How often it comes where it is kept up, in words.
        intervention: The fact file that says what it acts on.
        minutes: How long it lasts [minute].
        hour: When it begins [hour].
        every: Days from one time to the next where it is kept up [day].
        levels: Inputs that it acts on unlike its fact file says.
        evidence: What the facts call it, "-" before what is its opposite.
    """

    name: str
    title: str
    said: str
    kept: str
    intervention: str
    minutes: float
    hour: float
    every: int
    levels: Mapping[str, float] = field(default_factory=dict[str, float])
    evidence: tuple[str, ...] = ()

    @property
    def start(self) -> float:
        """When it begins for the first time [day]."""
        return convert(self.hour, "hour", "day")

    def doses(self, *, kept_up: bool) -> tuple[Exposure, ...]:
        """What the model is given: one dose, or one every few days for six weeks."""
        days = range(0, SIX_WEEKS, self.every) if kept_up else (0,)
        return tuple(session(self.intervention, self.start + day, self.minutes, **self.levels) for day in days)

    def moments(self) -> tuple[float, ...]:
        """When the model is read [day]: hours after it began, then evenings, before that evening's next dose."""
        first = [self.start + convert(hours, "hour", "day") for hours in FIRST_HOURS]
        return (*first, *(self.start + day + (EVENING - self.start) % 1 - (self.start > EVENING) for day in LATER_DAYS))


@cache
def levers() -> tuple[Lever, ...]:
    """All levers, in the order of their buttons."""
    table = tomllib.loads(files("unknot.report.why").joinpath("levers.toml").read_text(encoding="utf-8"))
    return tuple(_lever(one) for one in table["levers"])


def _lever(table: dict[str, Any]) -> Lever:
    evidence: list[str] = table.pop("evidence", [])
    return Lever(**table, evidence=tuple(evidence))
