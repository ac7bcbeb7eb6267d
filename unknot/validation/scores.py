"""How good forecasts were: distance of the point, CRPS of the ensemble, coverage, and where outcomes fell in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from unknot.model.exposure import Numbers

LEVEL = 0.8
_TINY = 1e-9


@dataclass(frozen=True)
class Forecast:
    """One forecast of one answer.

    Attributes:
        point: The single best value [nrs].
        members: Equally likely values [nrs], as many as the method gives.
        interval: The ends of its 80 % interval [nrs], where the method states one; else the quantiles of the members.
    """

    point: float
    members: Numbers
    interval: tuple[float, float] | None = None

    def covers(self, outcome: float) -> bool:
        """Whether an outcome lies within the interval; the ends belong to it."""
        tail = (1 - LEVEL) / 2
        low, high = self.interval or np.quantile(self.members, [tail, 1 - tail])
        return bool(low - _TINY <= outcome <= high + _TINY)


@dataclass(frozen=True)
class Scores:
    """What each forecast of one method for one person scored.

    Attributes:
        errors: Distance of the point from the outcome [nrs].
        crps: Continuous ranked probability score of the ensemble [nrs].
        covered: Whether the outcome lay within the middle 80 % of the ensemble.
        positions: Randomised probability integral transform: uniform where forecasts are calibrated.
    """

    errors: Numbers
    crps: Numbers
    covered: Numbers
    positions: Numbers

    def mean(self) -> Mapping[str, float]:
        """Averages over the forecasts of one person."""
        return {
            "mae": float(self.errors.mean()),
            "crps": float(self.crps.mean()),
            "coverage80": float(self.covered.mean()),
            "forecasts": len(self.errors),
        }


def ensemble_crps(members: Numbers, outcome: float) -> float:
    r"""CRPS of an ensemble: $\overline{|x_i - y|} - \tfrac12\overline{|x_i - x_j|}$, over all ordered pairs."""
    ordered = np.sort(members)
    count = len(ordered)
    ranks = 2 * np.arange(1, count + 1) - count - 1
    return float(np.mean(np.abs(ordered - outcome)) - ranks @ ordered / count**2)


def position(members: Numbers, outcome: float, generator: np.random.Generator) -> float:
    """Where an outcome falls in an ensemble, drawn evenly over the members that equal it."""
    below = np.sum(members < outcome - _TINY)
    equal = np.sum(np.abs(members - outcome) <= _TINY)
    return float((below + generator.random() * (equal + 1)) / (len(members) + 1))


def score(forecasts: Sequence[Forecast], outcomes: Numbers, seed: int = 0) -> Scores:
    """Score the forecasts of one method for one person.

    Args:
        forecasts: One for each outcome.
        outcomes: What was answered [nrs].
        seed: Seed of the random numbers of the positions.
    """
    generator = np.random.default_rng(seed)
    pairs = list(zip(forecasts, outcomes, strict=True))
    return Scores(
        errors=np.asarray([abs(forecast.point - outcome) for forecast, outcome in pairs]),
        crps=np.asarray([ensemble_crps(forecast.members, outcome) for forecast, outcome in pairs]),
        covered=np.asarray([forecast.covers(outcome) for forecast, outcome in pairs], dtype=float),
        positions=np.asarray([position(forecast.members, outcome, generator) for forecast, outcome in pairs]),
    )
