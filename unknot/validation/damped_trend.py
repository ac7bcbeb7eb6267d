"""Exponential smoothing of level and damped trend, its parameters fitted by statsmodels."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from scipy.special import ndtri

from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST
from unknot.validation.baselines import person_mean
from unknot.validation.protocol import Origins
from unknot.validation.scores import Forecast
from unknot.validation.series import Series

REFIT_GROWTH = 1.25
_SCORES = ndtri((np.arange(100) + 0.5) / 100)


class DampedTrend:
    """ETS(A, Ad, N), its parameters fitted by statsmodels anew whenever the answers have grown by a quarter."""

    name = "ets"
    fewest = 6

    def forecast(self, persons: Sequence[Series], origins: Origins) -> Iterator[Sequence[Forecast]]:
        """For each person in turn, one forecast for each target of the origins."""
        for person in persons:
            parameters, fitted_at, found = None, 0, list[Forecast]()
            means = person_mean(person.values, origins)
            for i, mean in zip(origins.targets(len(person)), means, strict=True):
                past = person.values[: i - origins.horizon + 1]
                if len(past) < self.fewest or np.ptp(past) == 0:
                    found.append(mean)
                    continue
                if parameters is None or len(past) >= REFIT_GROWTH * fitted_at:
                    parameters, fitted_at = fitted_parameters(past), len(past)
                found.append(damped_trend(past, parameters, origins.horizon))
            yield found


def fitted_parameters(past: Numbers) -> Numbers:
    """Smoothing of level and trend, damping, first level and first trend, by maximum likelihood."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings():
        # A short or even diary leaves some parameters at their bounds, about which the library warns.
        warnings.simplefilter("ignore")
        found: Any = ETSModel(past, error="add", trend="add", damped_trend=True).fit(disp=False, maxiter=100)
    return np.asarray(found.params)


def damped_trend(past: Numbers, parameters: Numbers, horizon: int) -> Forecast:
    """The forecast of a level with damped trend, normal with the variance of the past errors."""
    smooth_level, smooth_trend, damping, level, trend = map(float, parameters)
    squares = 0.0
    for value in past.tolist():
        expected, trend = level + damping * trend, damping * trend
        error = value - expected
        level, trend, squares = expected + smooth_level * error, trend + smooth_trend * error, squares + error**2
    powers = damping ** np.arange(1, horizon + 1)
    mean = float(np.clip(level + trend * powers.sum(), LOWEST, HIGHEST))
    reach = smooth_level + smooth_trend * np.cumsum(powers[:-1])
    sd = np.sqrt(squares / len(past) * (1 + np.sum(reach**2)))
    return Forecast(mean, np.clip(mean + sd * _SCORES, LOWEST, HIGHEST))
