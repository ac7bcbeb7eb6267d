"""What a user would pick instead: four plain methods that know one person's past and nothing else.

Each keeps the last 300 of its past errors as an ensemble around its point, within the ends of the scale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST
from unknot.validation.protocol import Origins
from unknot.validation.scores import Forecast
from unknot.validation.series import Series

MOST_ERRORS = 300
SMOOTHING_WEIGHTS = np.arange(1, 21) / 20
SLOPE_SHRINKAGE = 0.5
LOWEST_SLOPE, HIGHEST_SLOPE = -0.2, 0.98


@dataclass(frozen=True)
class Alone:
    """A method that treats each person alone.

    Attributes:
        name: Its name in the results.
        of_values: From a person's answers and the origins to the forecasts.
    """

    name: str
    of_values: Callable[[Numbers, Origins], Sequence[Forecast]]

    def forecast(self, persons: Sequence[Series], origins: Origins) -> Iterator[Sequence[Forecast]]:
        """For each person in turn, one forecast for each target of the origins."""
        for person in persons:
            yield self.of_values(person.values, origins)


def around(point: float, errors: Numbers) -> Forecast:
    """A point with past errors around it; the point alone where there is no error yet."""
    recent = errors[-MOST_ERRORS:] if len(errors) else np.zeros(1)
    return Forecast(point, np.clip(point + recent, LOWEST, HIGHEST))


def persistence(values: Numbers, origins: Origins) -> Sequence[Forecast]:
    """The last answer, and all past changes over the horizon around it."""
    ahead = origins.horizon
    changes = values[ahead:] - values[:-ahead]
    return [around(values[i - ahead], changes[: max(i - 2 * ahead + 1, 0)]) for i in origins.targets(len(values))]


def person_mean(values: Numbers, origins: Origins) -> Sequence[Forecast]:
    """The mean of the past; the ensemble is the past."""
    pasts = [values[: i - origins.horizon + 1] for i in origins.targets(len(values))]
    return [Forecast(float(past.mean()), np.clip(past[-MOST_ERRORS:], LOWEST, HIGHEST)) for past in pasts]


def exponential_smoothing(values: Numbers, origins: Origins) -> Sequence[Forecast]:
    """A level that follows the answers, with the weight that would have done best so far."""
    levels = np.empty((len(values), len(SMOOTHING_WEIGHTS)))
    levels[0] = values[0]
    for i in range(1, len(values)):
        levels[i] = levels[i - 1] + SMOOTHING_WEIGHTS * (values[i] - levels[i - 1])
    squares = np.cumsum((values[1:, None] - levels[:-1]) ** 2, axis=0)
    ahead = origins.horizon
    errors = values[ahead:, None] - levels[:-ahead]
    found: list[Forecast] = []
    for i in origins.targets(len(values)):
        origin = i - ahead
        best = int(np.argmin(squares[origin - 1])) if origin else 0
        found.append(around(levels[origin, best], errors[: max(origin - ahead + 1, 0), best]))
    return found


def first_order(values: Numbers, origins: Origins) -> Sequence[Forecast]:
    """AR(1) by least squares with intercept, its slope shrunk and kept within bounds."""
    ahead = origins.horizon
    found: list[Forecast] = []
    for i in origins.targets(len(values)):
        past = values[: i - ahead + 1]
        slope, intercept = first_order_line(past)
        power = slope**ahead
        offset = intercept * sum(slope**k for k in range(ahead))
        errors = past[ahead:] - offset - power * past[:-ahead] if len(past) > ahead else np.zeros(0)
        found.append(around(float(offset + power * past[-1]), errors))
    return found


def first_order_line(past: Numbers) -> tuple[float, float]:
    """Slope and intercept from each answer to the next."""
    before, after = past[:-1], past[1:]
    if len(before) == 0:
        return 0.0, float(past[-1])
    spread = np.sum((before - before.mean()) ** 2) + SLOPE_SHRINKAGE * past.var()
    together = np.sum((before - before.mean()) * (after - after.mean()))
    slope = float(np.clip(together / spread if spread > 0 else 0.0, LOWEST_SLOPE, HIGHEST_SLOPE))
    return slope, float(after.mean() - slope * before.mean())


PERSISTENCE = Alone("persistence", persistence)
PERSON_MEAN = Alone("person_mean", person_mean)
EXPONENTIAL_SMOOTHING = Alone("exponential_smoothing", exponential_smoothing)
FIRST_ORDER = Alone("ar1", first_order)
SIMPLE = (PERSISTENCE, PERSON_MEAN, EXPONENTIAL_SMOOTHING, FIRST_ORDER)
