"""Gradient boosting over other people's diaries, by scikit-learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST
from unknot.validation.protocol import Origins
from unknot.validation.scores import Forecast
from unknot.validation.series import Series


class Boosting:
    """Quantile regression by boosted trees, trained on the whole diaries of other people of the table."""

    name = "boosting"
    folds = 5
    fewest_persons = 3
    levels = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)

    def forecast(self, persons: Sequence[Series], origins: Origins) -> Iterator[Sequence[Forecast]]:
        """For each person in turn, one forecast for each target of the origins."""
        rows = [_features(person, origins) for person in persons]
        levels = [_recent_level(person, origins) for person in persons]
        outcomes = [
            person.values[list(origins.targets(len(person)))] - level
            for person, level in zip(persons, levels, strict=True)
        ]
        fold = np.arange(len(persons)) % min(self.folds, len(persons))
        models: dict[int, list[Any]] = {}
        wanted = (np.arange(50) + 0.5) / 50
        for place in range(len(persons)):
            mine = int(fold[place])
            if mine not in models:
                others = np.flatnonzero(fold != mine)
                models[mine] = self._train([rows[i] for i in others], [outcomes[i] for i in others])
            if len(rows[place]) == 0:
                yield []
                continue
            quantiles = np.sort(np.stack([_predicted(model, rows[place]) for model in models[mine]], axis=1), axis=1)
            found = [
                np.clip(level + np.interp(wanted, self.levels, row), LOWEST, HIGHEST)
                for level, row in zip(levels[place], quantiles, strict=True)
            ]
            yield [Forecast(float(np.median(members)), members) for members in found]

    def _train(self, rows: Sequence[Numbers], outcomes: Sequence[Numbers]) -> list[Any]:
        from sklearn.ensemble import HistGradientBoostingRegressor
        from threadpoolctl import threadpool_limits

        features, targets = np.concatenate(rows), np.concatenate(outcomes)
        # Small trees on a few thousand rows: more threads only wait for each other.
        with threadpool_limits(1):
            return [
                HistGradientBoostingRegressor(
                    loss="quantile", quantile=level, max_iter=80, max_leaf_nodes=8, min_samples_leaf=20, random_state=0
                ).fit(features, targets)
                for level in self.levels
            ]


def _predicted(model: Any, features: Numbers) -> Numbers:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return np.asarray(model.predict(features), dtype=float)


def _recent_level(person: Series, origins: Origins) -> Numbers:
    """The mean of the last answers at each origin: people differ in level more than in anything else."""
    targets = origins.targets(len(person))
    return np.asarray([person.values[: i - origins.horizon + 1][-7:].mean() for i in targets])


def _features(person: Series, origins: Origins) -> Numbers:
    """What is known at each origin: the level, the last answers beside it, spread, count, and how long ago."""
    rows: list[list[float]] = []
    for i, level in zip(origins.targets(len(person)), _recent_level(person, origins), strict=True):
        past = person.values[: i - origins.horizon + 1]
        beside = [past[-1], past[-min(2, len(past))], past[-3:].mean(), past.mean()]
        gap = person.days[i] - person.days[i - origins.horizon]
        rows.append([level, *(value - level for value in beside), past.std(), len(past), gap])
    return np.asarray(rows)
