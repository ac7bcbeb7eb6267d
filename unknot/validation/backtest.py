"""Backtests: many methods on many persons, scored and compared over persons."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from unknot.errors import RecordError
from unknot.model.exposure import Numbers
from unknot.validation.own_method import UNKNOT
from unknot.validation.protocol import Method, Origins
from unknot.validation.scores import Scores, score
from unknot.validation.series import Series

BINS = 10


@dataclass(frozen=True)
class Difference:
    """How much better Unknot's CRPS is than a method's, paired over persons.

    Attributes:
        mean: Mean over persons of the method's CRPS less Unknot's; positive where Unknot is better [nrs].
        standard_error: Of that mean; None for one person [nrs].
        persons: How many persons.
        gain: The same as a share of the method's CRPS.
    """

    mean: float
    standard_error: float | None
    persons: int
    gain: float


@dataclass(frozen=True)
class Backtest:
    """What a backtest found.

    Attributes:
        origins: Which answers were forecast.
        scores: For each method and person, what every forecast scored.
    """

    origins: Origins
    scores: Mapping[str, Mapping[str, Scores]]

    @property
    def persons(self) -> tuple[str, ...]:
        """The persons, in the order of the table."""
        return tuple(next(iter(self.scores.values())))

    def overall(self, method: str) -> Mapping[str, float]:
        """Averages of one method: within a person first, then over persons."""
        each = [scores.mean() for scores in self.scores[method].values()]
        found = {name: float(np.mean([means[name] for means in each])) for name in ("mae", "crps", "coverage80")}
        return {**found, "forecasts": int(sum(means["forecasts"] for means in each))}

    def difference(self, method: str) -> Difference:
        """Unknot beside one method."""
        own = np.asarray([scores.crps.mean() for scores in self.scores[UNKNOT].values()])
        other = np.asarray([scores.crps.mean() for scores in self.scores[method].values()])
        gains = other - own
        error = float(gains.std(ddof=1) / np.sqrt(len(gains))) if len(gains) > 1 else None
        gain = float(gains.mean() / other.mean()) if other.mean() > 0 else 0.0
        return Difference(float(gains.mean()), error, len(gains), gain)

    def positions(self, method: str) -> Numbers:
        """Shares of the outcomes in each tenth of the forecasts, all 0.1 where calibrated; persons count alike."""
        each = [
            np.histogram(scores.positions, bins=BINS, range=(0.0, 1.0))[0] / len(scores.positions)
            for scores in self.scores[method].values()
        ]
        return np.mean(each, axis=0)


def backtest(
    persons: Sequence[Series],
    methods: Sequence[Method],
    origins: Origins,
    advance: Callable[[str, str], None] = lambda method, person: None,
) -> Backtest:
    """Forecast and score.

    Args:
        persons: The persons; those with nothing to forecast are left out.
        methods: The methods, Unknot among them.
        origins: Which answers are forecast.
        advance: Called with the names of method and person when that pair is done.

    Raises:
        RecordError: If there is nothing to forecast.
    """
    kept = [person for person in persons if len(origins.targets(len(person)))]
    if not kept:
        raise RecordError(
            "There is nothing to forecast.",
            given=f"{len(persons)} persons, {origins.warmup} answers to warm up, {origins.horizon} ahead",
            todo="Shorten the warm-up or the horizon.",
        )
    found: dict[str, dict[str, Scores]] = {}
    for method in methods:
        found[method.name] = {}
        for person, forecasts in zip(kept, method.forecast(kept, origins), strict=True):
            outcomes = person.values[list(origins.targets(len(person)))]
            found[method.name][person.person] = score(forecasts, outcomes, zlib.crc32(person.person.encode()))
            advance(method.name, person.person)
    return Backtest(origins, found)
