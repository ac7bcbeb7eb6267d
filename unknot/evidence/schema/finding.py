"""A finding: what one study says about one arrow, with its size where there is one in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Number, Part, Text

METRICS = {
    "SMD": "standard deviations",
    "nrs": "points of 10",
    "nrs100": "points of 100",
    "points": "points of the scale",
    "percent": "%",
    "RR": "risk ratio",
    "OR": "odds ratio",
    "HR": "hazard ratio",
    "r": "correlation",
    "hours": "hours",
}
"""The metrics of sizes, and how they are said."""

CERTAINTY = ("high", "moderate", "low", "very low")
DIRECTIONS = ("rises", "falls", "no change", "mixed", "not seen")


@dataclass(frozen=True, slots=True)
class Size:
    """One effect in numbers, positive where the target rises with the source.

    Attributes:
        metric: On what scale, one of `METRICS`.
        value: The size itself.
        low: Lower end of its 95 % interval, where one was given.
        high: Upper end of it.
        n: How many people it rests on, where one number says it.
        status: Whether the source "reported" it or it was "derived" from what the source reported.
        pool: What it may be pooled with: findings of one arrow with the same words here answer the same
            question on the same scale. Left out where nothing is comparable.
    """

    metric: Annotated[str, Text(choices=tuple(METRICS))]
    value: Annotated[float, Number()]
    low: Annotated[float | None, Number(optional=True)]
    high: Annotated[float | None, Number(optional=True)]
    n: Annotated[int | None, Number(above=0, whole=True, optional=True)]
    status: Annotated[str, Text(choices=("reported", "derived"))]
    pool: Annotated[str | None, Text(optional=True)]

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("both ends of the interval, or none")
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError("a value between low and high")
        if self.pool is not None and self.low is None:
            raise ValueError("an interval, where the size is to be pooled")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one study found about an arrow.

    Attributes:
        study: The key of the study.
        dose: What was done, how much and how often; left out where nothing was done.
        comparator: What it was compared with; left out where nothing was.
        measure: What was measured.
        when: At what time after it.
        effect: What was found, in our own words; left out where the study's own finding says it.
        direction: What the arrow's target did.
        certainty: How sure one can be, in the words of GRADE.
        why: Why not surer, or why so sure.
        size: The effect in numbers, where the study was seen to give one.
    """

    study: Annotated[str, Text(pattern=NAME)]
    dose: Annotated[str | None, Text(optional=True)]
    comparator: Annotated[str | None, Text(optional=True)]
    measure: Annotated[str, Text()]
    when: Annotated[str | None, Text(optional=True)]
    effect: Annotated[str | None, Text(optional=True)]
    direction: Annotated[str, Text(choices=DIRECTIONS)]
    certainty: Annotated[str, Text(choices=CERTAINTY)]
    why: Annotated[str, Text()]
    size: Annotated[Size | None, Part(Size, optional=True)]
