"""Unknot as a method among others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unknot.evidence.population import Population
from unknot.inference.answers_ahead import answers_ahead
from unknot.validation.protocol import Origins
from unknot.validation.scores import Forecast
from unknot.validation.series import Series

UNKNOT = "unknot"


@dataclass(frozen=True)
class OwnMethod:
    """The mixture of the mechanistic forecast with what is known of how people answer.

    Attributes:
        population: What is expected of a person before any answer.
        seed: Seed of the draws.
        name: Its name in the results.
    """

    population: Population
    seed: int = 0
    name: str = UNKNOT

    def forecast(self, persons: Sequence[Series], origins: Origins) -> Iterator[Sequence[Forecast]]:
        """For each person in turn, one forecast for each target of the origins."""
        for person in persons:
            found = answers_ahead(
                person.record,
                origins.targets(len(person)),
                self.population,
                horizon=origins.horizon,
                seed=self.seed,
            )
            yield [Forecast(answer.point, answer.members, (answer.low, answer.high)) for answer in found]
