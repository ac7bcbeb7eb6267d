r"""Where the truth falls in its posterior: over many simulated people these places must be spread evenly.

The place of a parameter is the posterior probability below its true value, $P(\theta < \theta^* \mid y)$; over people
drawn from the prior it is uniform if the posterior is right, whatever the data (simulation-based calibration).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr
from scipy.stats import kstwo

from unknot.inference.individual import fit
from unknot.inference.posterior import Posterior
from unknot.model.exposure import Numbers
from unknot.records import Dose, Record, Response
from unknot.validation.prior_diaries import PriorDiary, prior_diary

FALSE_ALARMS = 0.05
"""Probability that the band of even places is left by chance, over all quantities together."""


@dataclass(frozen=True)
class Evenness:
    """How evenly the places of one quantity are spread.

    Attributes:
        name: Full name of the parameter or state.
        places: Where the truth fell, sorted [0-1].
        distance: The largest distance of their distribution from the even one.
        band: The distance that chance exceeds with the stated probability.
    """

    name: str
    places: Numbers
    distance: float
    band: float

    @property
    def even(self) -> bool:
        """Whether the distribution stays inside the band."""
        return self.distance <= self.band


def weekly_design(days: int = 56, gap: int = 7, answered: float = 0.75, seed: int = 0) -> Record:
    """Prompts every evening, some of them missed, and a session a week; the values mean nothing."""
    generator = np.random.default_rng((seed, 6))
    evenings = np.flatnonzero(generator.random(days) < answered)
    responses = tuple(Response(float(day) + 20 / 24, "pain", 5.0) for day in evenings)
    return Record("design", responses, tuple(Dose(day + 0.5, "massage", 60.0) for day in range(gap, days, gap)))


def places(posterior: Posterior, truth: PriorDiary, states: Sequence[str]) -> Mapping[str, float]:
    """Posterior probability below the truth, for every learned parameter and some states."""
    found = {
        name: float(posterior.weights @ (posterior.z[:, column] < truth.parameters[name]))
        for column, name in enumerate(posterior.parameters)
    }
    for name in states:
        place = posterior.diary.structure.states.index(name)
        mean, sd = posterior.last.mean[:, place], np.sqrt(posterior.last.covariance[:, place, place])
        found[name] = float(posterior.weights @ ndtr((truth.states[name] - mean) / sd))
    return found


def evenness(people: Sequence[Mapping[str, float]]) -> tuple[Evenness, ...]:
    """Judge each quantity by its Kolmogorov-Smirnov distance, the level shared out between the quantities.

    Args:
        people: The places of every quantity, by person.
    """
    names, count = list(people[0]), len(people)
    band = float(kstwo.ppf(1 - FALSE_ALARMS / len(names), count))
    steps = np.arange(1, count + 1) / count
    judged: list[Evenness] = []
    for name in names:
        ordered = np.sort([person[name] for person in people])
        distance = float(np.max(np.maximum(np.abs(steps - ordered), np.abs(ordered - (steps - 1 / count)))))
        judged.append(Evenness(name, ordered, distance, band))
    return tuple(judged)


def calibrated(count: int, states: Sequence[str], first_seed: int = 0) -> tuple[Evenness, ...]:
    """Fit people drawn from the prior and judge where their truths fell.

    Args:
        count: How many people.
        states: Full names of the states that are judged beside the learned parameters.
        first_seed: Seed of the first person.
    """
    people: list[Mapping[str, float]] = []
    for seed in range(first_seed, first_seed + count):
        truth = prior_diary(weekly_design(seed=seed), seed)
        people.append(places(fit(truth.record, seed=seed), truth, states))
    return evenness(people)
