"""Scales other than 0-10: declared in the header or by the caller, mapped onto 0-10 in a straight line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from unknot.errors import RecordError
from unknot.tables.cells import CellError
from unknot.tables.numbers import parse_number, read_number, shown

_NUMBER = r"[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?"
_SCALE = re.compile(
    rf"\s*(?P<low>{_NUMBER})\s*(?:-|–|to|\.\.)\s*(?P<high>{_NUMBER})\s*(?:step\s*(?P<step>{_NUMBER}))?\s*",
    re.IGNORECASE,
)
# Coarser grids come first: the first one that all answers lie on is taken as the grid they were given on.
_GRIDS = (1.0, 0.5, 0.1)
_FINEST = 0.01


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale that the answers in a column were given on.

    Attributes:
        low: The lowest answer, which becomes 0.
        high: The highest answer, which becomes 10.
        step: The distance between neighbouring answers, or None to see it from the answers.
    """

    low: float = 0.0
    high: float = 10.0
    step: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is no scale.

        Raises:
            RecordError: If the ends are the wrong way round or the step is wider than the scale.
        """
        fits = self.step is None or 0 < self.step <= self.high - self.low
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high and fits):
            raise RecordError(
                "This is not a scale.", given=str(self), todo="Give the lowest answer first, such as 1-5."
            )

    @classmethod
    def parse(cls, text: str) -> Scale:
        """Read a scale such as `1-5`, `0 to 100` or `0-10 step 0.5`.

        Raises:
            RecordError: If the text is no scale.
        """
        match = _SCALE.fullmatch(text)
        if match is None:
            raise RecordError(
                "This is not a scale.", given=repr(text), todo="Write it like 1-5, the lowest answer first."
            )
        low, high, step = (parse_number(match[part] or "") for part in ("low", "high", "step"))
        return cls(low or 0.0, high or 0.0, step)

    @property
    def is_usual(self) -> bool:
        """Whether answers need no mapping."""
        return (self.low, self.high) == (0.0, 10.0)

    def read(self, text: str) -> float:
        """The answer in a cell, on this scale.

        Raises:
            CellError: If it is no number or lies outside the scale.
        """
        answer = read_number(text)
        if self.low <= answer <= self.high:
            return answer
        bound = shown(self.low if answer < self.low else self.high)
        raise CellError(
            f"answers here lie between {shown(self.low)} and {shown(self.high)}", f"The nearest is {bound}."
        )

    def to_ten(self, answer: float) -> float:
        """An answer on this scale as one on 0-10 [nrs]."""
        if self.is_usual:  # not computed, so that the answer stays what was written to the last digit
            return answer
        return min(10.0, (answer - self.low) * 10 / (self.high - self.low))

    def resolution(self, answers: Iterable[float]) -> float:
        """The distance between neighbouring answers on 0-10, as declared or as the answers show it [nrs]."""
        step = self.step or _grid(tuple(answers))
        return step if self.is_usual else min(10.0, step * 10 / (self.high - self.low))

    def __str__(self) -> str:
        step = "" if self.step is None else f" step {self.step!r}"
        return f"{shown(self.low)}-{shown(self.high)}{step}"


def _grid(answers: tuple[float, ...]) -> float:
    for grid in _GRIDS:
        if all(abs(answer / grid - round(answer / grid)) < 1e-6 for answer in answers):
            return grid
    return _FINEST
