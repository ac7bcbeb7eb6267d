"""The backtests that a person can ask for: which persons, which answers, which methods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from unknot.evidence.population import Population
from unknot.records import Record
from unknot.validation.backtest import Backtest, backtest
from unknot.validation.baselines import SIMPLE
from unknot.validation.boosting import Boosting
from unknot.validation.cold_start import COLD, COLD_METHODS, FEWEST_RATINGS
from unknot.validation.damped_trend import DampedTrend
from unknot.validation.level_filter import LevelFilter
from unknot.validation.own_method import OwnMethod
from unknot.validation.protocol import Method, Origins
from unknot.validation.series import Series, long_enough


@dataclass(frozen=True)
class Tournament:
    """Who is forecast, from where, and by what.

    Attributes:
        persons: The persons.
        origins: Which of their answers are forecast.
        methods: The methods, Unknot first.
    """

    persons: tuple[Series, ...]
    origins: Origins
    methods: tuple[Method, ...]

    @property
    def size(self) -> int:
        """How many pairs of method and person there are."""
        return len(self.persons) * len(self.methods)

    def run(self, advance: Callable[[str, str], None] = lambda method, person: None) -> Backtest:
        """Forecast and score; `advance` is called when a pair is done."""
        return backtest(self.persons, self.methods, self.origins, advance)


def rolling(
    records: Sequence[Record],
    population: Population,
    origins: Origins,
    *,
    min_ratings: int = 20,
    by_day: bool = False,
    libraries: bool = True,
    seed: int = 0,
) -> Tournament:
    """Every answer after the warm-up.

    Args:
        records: The persons.
        population: What is expected of a person before any answer.
        origins: Which answers are forecast.
        min_ratings: Persons with fewer answers are left out.
        by_day: Whether to average the answers of each day.
        libraries: Whether methods of other libraries take part where these are installed.
        seed: Seed of all random numbers.

    Raises:
        RecordError: If nobody has enough answers.
    """
    persons = long_enough(records, max(min_ratings, origins.warmup + origins.horizon), by_day=by_day)
    others = installed_methods(len(persons)) if libraries else ()
    return Tournament(persons, origins, (OwnMethod(population, seed), *SIMPLE, LevelFilter(), *others))


def first_days(records: Sequence[Record], population: Population, *, by_day: bool = False, seed: int = 0) -> Tournament:
    """Answers 2 to 10.

    Args:
        records: The persons.
        population: What is expected of a person before any answer.
        by_day: Whether to average the answers of each day.
        seed: Seed of all random numbers.

    Raises:
        RecordError: If nobody has two answers.
    """
    persons = long_enough(records, FEWEST_RATINGS, by_day=by_day)
    return Tournament(persons, COLD, (OwnMethod(population, seed), *SIMPLE, LevelFilter(), *COLD_METHODS))


def installed_methods(persons: int) -> tuple[Method, ...]:
    """The methods whose libraries are there and that have enough persons to be trained on.

    Args:
        persons: How many persons are scored.
    """
    found: list[Method] = []
    if find_spec("statsmodels"):
        found.append(DampedTrend())
    if find_spec("sklearn") and persons >= Boosting.fewest_persons:
        found.append(Boosting())
    return tuple(found)
