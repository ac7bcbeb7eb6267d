"""A published experiment as data: who, which arms, when to read, and what was reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from unknot.model.cohort import Pace
from unknot.model.exposure import Exposure
from unknot.validation.outcomes import Outcomes

INTENSITY = "perception.intensity"
UNPLEASANTNESS = "perception.unpleasantness"
THRESHOLD = "perception.threshold"

Statistic: TypeAlias = Callable[[Outcomes], float]
Pattern: TypeAlias = Callable[[Outcomes], bool]


@dataclass(frozen=True)
class Entry:
    """Who may enter: a rating at one moment between two bounds; people enter when it hurts.

    Attributes:
        time: The label of the moment.
        readout: What is rated.
        least: Lowest rating that enters.
        most: Highest rating that enters.
    """

    time: str
    readout: str = INTENSITY
    least: float = float("-inf")
    most: float = float("inf")


@dataclass(frozen=True)
class Population:
    """Who takes part: typical values that differ from those of the whole model, and the entry rule.

    Attributes:
        values: Values of parameters by full name; facts about people, never what a dose does.
        entry: Every rule must hold.
    """

    values: Mapping[str, float] = field(default_factory=dict[str, float])
    entry: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Arm:
    """What one group gets.

    Attributes:
        name: Its name.
        doses: What is given.
        n: How many took part in the published trial; None where only numbers are checked.
        population: Who it is, where that differs between arms; the experiment's own when left out.
    """

    name: str
    doses: tuple[Exposure, ...] = ()
    n: int | None = None
    population: Population | None = None


@dataclass(frozen=True)
class NumberCheck:
    """A number of the large virtual trial must lie within bounds.

    Attributes:
        check: What is checked, as in the published table.
        reported: What was reported.
        lo: Lower bound.
        hi: Upper bound.
        basis: Where the bounds come from.
        statistic: The number, from everyone who entered.
    """

    check: str
    reported: float | str
    lo: float
    hi: float
    basis: str
    statistic: Statistic


@dataclass(frozen=True)
class PatternCheck:
    """Something that holds or does not in a trial of the published size, run again many times.

    Attributes:
        check: What is checked.
        reported: What was reported.
        basis: How often it must hold, in words.
        holds: Whether it holds in one trial of the published size.
        kind: "significance" must hold in half of the trials, "direction" in nine of ten; "mean" is a direction of the
            large trial, which is looked at once.
    """

    check: str
    reported: str
    basis: str
    holds: Pattern
    kind: Literal["significance", "direction", "mean"] = "significance"


Check: TypeAlias = NumberCheck | PatternCheck


@dataclass(frozen=True)
class Experiment:
    """A published case.

    Attributes:
        case: Its key, such as "V01".
        family: What it is about, such as "F1 immediate effect and context".
        title: What people read.
        sources: Keys of the studies.
        population: Who takes part.
        arms: What they get; the same virtual people live through every arm.
        times: When to read, label to day; day 0 begins at midnight.
        checks: What was reported.
        readouts: What is read.
        start: When the virtual trial begins [day]; two days before the first reading at the latest.
        pace: How finely time is cut.
        resolution: Distance between neighbouring pain ratings: 1 for a numeric rating, 0.1 for a visual scale in
            millimetres [nrs].
    """

    case: str
    family: str
    title: str
    sources: tuple[str, ...]
    population: Population
    arms: tuple[Arm, ...]
    times: Mapping[str, float]
    checks: tuple[Check, ...]
    readouts: tuple[str, ...] = (INTENSITY,)
    start: float = 0.0
    pace: Pace = field(default_factory=Pace)
    resolution: float = 1.0
