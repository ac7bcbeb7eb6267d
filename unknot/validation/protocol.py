"""Which answers are forecast from which past, and what a method must offer to take part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from unknot.validation.scores import Forecast
from unknot.validation.series import Series


@dataclass(frozen=True)
class Origins:
    """Rolling origins: every answer after the warm-up is forecast from all answers up to some before it.

    Attributes:
        warmup: How many answers only warm up.
        horizon: How many answers ahead; 1 is the next answer, whenever it comes.
        last: The last answer that is forecast, counted from 1, or None for all.
    """

    warmup: int = 10
    horizon: int = 1
    last: int | None = None

    def targets(self, count: int) -> range:
        """Places of the answers that are forecast in a series of some length."""
        return range(self.warmup + self.horizon - 1, count if self.last is None else min(count, self.last))


class Method(Protocol):
    """A way of forecasting.

    It is handed whole series for speed and must use, for the answer at place i, nothing of its person but the answers
    up to place i - horizon, the time of the answer, and doses before that time.
    """

    @property
    def name(self) -> str:
        """Its name in the results."""
        ...

    def forecast(self, persons: Sequence[Series], origins: Origins) -> Iterator[Sequence[Forecast]]:
        """For each person in turn, one forecast for each target of the origins."""
        ...
