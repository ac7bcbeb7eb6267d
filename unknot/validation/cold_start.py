"""The first days: baselines that know what other people of the table answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST
from unknot.validation.protocol import Method, Origins
from unknot.validation.scores import Forecast
from unknot.validation.series import Series

COLD = Origins(warmup=1, last=10)
"""Ratings 2 to 10."""
FEWEST_RATINGS = 2
NEIGHBOURS_DAYS = 1.5
"""Answers at most this far apart count for the autocorrelation [day]."""
_SCORES = ndtri((np.arange(100) + 0.5) / 100)


@dataclass(frozen=True)
class Others:
    """Figures of the other people.

    Attributes:
        mean: Of their personal means [nrs].
        between: Spread of the personal means, what single answers scatter taken off [nrs].
        within: Typical spread within a person [nrs].
        correlation: Lag-1 autocorrelation.
    """

    mean: float
    between: float
    within: float
    correlation: float

    def shrunken(self, past: Numbers) -> float:
        """The mean of the past drawn to the population, by what each is worth."""
        lags = np.arange(1, len(past))
        alike = len(past) + 2 * np.sum((len(past) - lags) * self.correlation**lags)
        variance = self.within**2 * alike / len(past) ** 2
        weight = self.between**2 / (self.between**2 + variance)
        return float(weight * past.mean() + (1 - weight) * self.mean)


def others_of(persons: Sequence[Series], left_out: int) -> Others:
    """Figures of everybody but one."""
    rest = [person for i, person in enumerate(persons) if i != left_out and len(person) > 1]
    if len(rest) < 2:
        return Others(5.0, 2.0, 1.2, 0.2)
    means = np.asarray([person.values.mean() for person in rest])
    variances = np.asarray([person.values.var(ddof=1) for person in rest])
    counts = np.asarray([len(person) for person in rest])
    between = max(float(means.var(ddof=1) - np.mean(variances / counts)), 0.01)
    together = [_neighbours(person) for person in rest]
    products, squares = np.sum([entry[0] for entry in together]), np.sum([entry[1] for entry in together])
    correlation = float(np.clip(products / squares, 0.0, 0.95)) if squares > 0 else 0.0
    return Others(float(means.mean()), between**0.5, float(np.sqrt(variances.mean())), correlation)


def _neighbours(person: Series) -> tuple[float, float]:
    off = person.values - person.values.mean()
    near = np.diff(person.days) <= NEIGHBOURS_DAYS
    return float(np.sum(off[1:][near] * off[:-1][near])), float(off.var() * near.sum())


@dataclass(frozen=True)
class FromOthers:
    """A method that uses figures of the other people of the table.

    Attributes:
        name: Its name in the results.
        point: From the figures and a person's past to the point.
    """

    name: str
    point: Callable[[Others, Numbers], float]

    def forecast(self, persons: Sequence[Series], origins: Origins) -> Iterator[Sequence[Forecast]]:
        """For each person in turn, one forecast for each target of the origins."""
        for place, person in enumerate(persons):
            others = others_of(persons, place)
            points = [
                self.point(others, person.values[: i - origins.horizon + 1]) for i in origins.targets(len(person))
            ]
            around = others.within * _SCORES
            yield [Forecast(point, np.clip(point + around, LOWEST, HIGHEST)) for point in points]


def _with_last(others: Others, past: Numbers) -> float:
    level = others.shrunken(past)
    return level + others.correlation * (float(past[-1]) - level)


COLD_METHODS: tuple[Method, ...] = (
    FromOthers("population_mean", lambda others, past: others.mean),
    FromOthers("shrunken_mean", lambda others, past: others.shrunken(past)),
    FromOthers("shrunken_mean_lag1", _with_last),
)
