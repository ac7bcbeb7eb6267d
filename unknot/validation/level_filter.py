"""The thirty-line baseline: a slow level and a fast fluctuation in units of a running personal scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.special import ndtri

from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST
from unknot.validation.protocol import Origins
from unknot.validation.scores import Forecast
from unknot.validation.series import Series

DRIFT, FLUCTUATION, FLUCTUATION_TIME, NOISE = 0.1, 0.75, 0.7, 0.5
"""Pooled over people, in units of the personal scale; per root of a day, -, day, -."""
PRIOR_LEVEL, PRIOR_LEVEL_SD, PRIOR_SCALE, PRIOR_ANSWERS = 5.0, 2.5, 1.0, 5.0
_SCORES = ndtri((np.arange(100) + 0.5) / 100)


class LevelFilter:
    """A Kalman filter with a random walk and an Ornstein-Uhlenbeck process, the same for everybody but for scale."""

    name = "level_filter"

    def forecast(self, persons: Sequence[Series], origins: Origins) -> Iterator[Sequence[Forecast]]:
        """For each person in turn, one forecast for each target of the origins."""
        for person in persons:
            moments = filtered(person.days, person.values)
            found: list[Forecast] = []
            for i in origins.targets(len(person)):
                mean, covariance, scale = moments[i - origins.horizon]
                gap = person.days[i] - person.days[i - origins.horizon]
                mean, covariance = _carried(mean, covariance, gap, scale)
                sd = np.sqrt(covariance.sum() + (NOISE * scale) ** 2)
                point = float(np.clip(mean.sum(), LOWEST, HIGHEST))
                found.append(Forecast(point, np.clip(mean.sum() + sd * _SCORES, LOWEST, HIGHEST)))
            yield found


def filtered(days: Numbers, values: Numbers) -> list[tuple[Numbers, Numbers, float]]:
    """Mean and covariance of level and fluctuation, and the scale, after each answer."""
    mean, squares, found = np.asarray([PRIOR_LEVEL, 0.0]), PRIOR_ANSWERS, list[tuple[Numbers, Numbers, float]]()
    scale = PRIOR_SCALE
    covariance = np.diag([PRIOR_LEVEL_SD**2, (FLUCTUATION * scale) ** 2])
    for i, value in enumerate(values):
        mean, covariance = _carried(mean, covariance, days[i] - days[max(i - 1, 0)], scale)
        variance = covariance.sum() + (NOISE * scale) ** 2
        surprise = value - mean.sum()
        if i:
            squares += scale**2 * surprise**2 / variance
            scale = float(np.sqrt(squares / (PRIOR_ANSWERS + i)))
        gain = covariance.sum(axis=1) / variance
        mean, covariance = mean + gain * surprise, covariance - np.outer(gain, gain) * variance
        found.append((mean, covariance, scale))
    return found


def _carried(mean: Numbers, covariance: Numbers, gap: float, scale: float) -> tuple[Numbers, Numbers]:
    decay = np.asarray([1.0, np.exp(-gap / FLUCTUATION_TIME)])
    added = np.asarray([DRIFT**2 * gap, FLUCTUATION**2 * (1 - decay[1] ** 2)]) * scale**2
    return decay * mean, covariance * np.outer(decay, decay) + np.diag(added)
