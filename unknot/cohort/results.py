"""From counts and sums to statistics, one a row, each with its Monte-Carlo error where it has one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from unknot.cohort.study import Study
from unknot.cohort.summary import BINS_A_POINT, RESPONSES, UNIT, WINDOW, Counts, Summary

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
RETURN_QUANTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Row:
    """One statistic of one arm.

    Attributes:
        arm: The arm.
        statistic: What it is.
        day: The day of the treatment, negative in the run-in; None for what belongs to no day.
        level: The quantile's level, the share of the baseline, or the threshold; None where there is none.
        value: The number; None where it lies beyond what was simulated.
        error: Its standard error from the number of people; None for a quantile.
        persons: How many people it is about.
    """

    arm: str
    statistic: str
    day: int | None
    level: float | None
    value: float | None
    error: float | None
    persons: int


@dataclass(frozen=True)
class Results:
    """A cohort that was simulated.

    Attributes:
        study: What was asked.
        summary: The counts and sums.
    """

    study: Study
    summary: Summary

    def rows(self) -> list[Row]:
        """All statistics: those of the days, then those of the arms."""
        return [row for arm in self.study.arms for row in self.of(arm.name)]

    def of(self, arm: str) -> list[Row]:
        """The statistics of one arm."""
        place = [one.name for one in self.study.arms].index(arm)
        return [*self._days(place), *self._whole(place)]

    def _days(self, place: int) -> Iterator[Row]:
        kept, name = self.summary, self.study.arms[place].name
        persons = int(kept.persons)
        for reading in range(self.study.readings):
            day = reading - self.study.run_in
            mean, sd = _moments(kept.sums[place, reading], kept.squares[place, reading], persons)
            yield Row(name, "pain_mean", day, None, mean, sd / persons**0.5, persons)
            yield Row(name, "pain_sd", day, None, sd, sd / (2 * persons) ** 0.5, persons)
            for level in QUANTILES:
                value = _quantile(kept.histogram[place, reading], level) / BINS_A_POINT
                yield Row(name, "pain_quantile", day, level, value, None, persons)
            if place:
                gap, spread = _moments(kept.gaps[place, reading], kept.gap_squares[place, reading], persons)
                yield Row(name, "difference_mean", day, None, gap, spread / persons**0.5, persons)

    def _whole(self, place: int) -> Iterator[Row]:
        kept, name, persons = self.summary, self.study.arms[place].name, int(self.summary.persons)
        last = slice(self.study.readings - WINDOW, self.study.readings)
        yield Row(
            name, "last_week_mean", None, None, float(kept.sums[place, last].mean() * UNIT / persons), None, persons
        )
        able = int(kept.able)
        for column, share in enumerate(RESPONSES):
            value, error = _share(int(kept.responders[place, column]), able)
            yield Row(name, "responders", None, share, value, error, able)
        days = np.arange(self.study.days + 1)
        mean = float(kept.good_days[place] @ days / persons)
        sd = float(max(kept.good_days[place] @ (days - mean) ** 2 / persons, 0.0) ** 0.5)
        yield Row(name, "days_under_mean", None, self.study.under, mean, sd / persons**0.5, persons)
        yield Row(name, "days_under_sd", None, self.study.under, sd, sd / (2 * persons) ** 0.5, persons)
        if self.study.arms[place].last_day is not None:
            yield from self._returns(place)

    def _returns(self, place: int) -> Iterator[Row]:
        kept, name, relieved = self.summary, self.study.arms[place].name, int(self.summary.relieved[place])
        value, error = _share(relieved, int(kept.able))
        yield Row(name, "relieved_at_last_session", None, RESPONSES[0], value, error, int(kept.able))
        value, error = _share(int(kept.returns[place].sum()), relieved)
        yield Row(name, "pain_back", None, RESPONSES[0], value, error, relieved)
        reached = np.cumsum(kept.returns[place])
        for level in RETURN_QUANTILES:
            found = np.flatnonzero(reached >= level * relieved) if relieved else np.asarray([])
            yield Row(name, "days_to_return", None, level, float(found[0]) if len(found) else None, None, relieved)


def _moments(total: int, squares: int, persons: int) -> tuple[float, float]:
    mean = float(total) * UNIT / persons
    return mean, max(float(squares) * UNIT / persons - mean**2, 0.0) ** 0.5


def _share(count: int, of: int) -> tuple[float | None, float | None]:
    if not of:
        return None, None
    share = count / of
    return share, (share * (1 - share) / of) ** 0.5


def _quantile(counts: Counts, level: float) -> float:
    """The quantile in bins, spread evenly within each."""
    reached = np.cumsum(counts)
    wanted = level * reached[-1]
    place = int(np.searchsorted(reached, wanted))
    before = reached[place - 1] if place else 0
    return place + (wanted - before) / counts[place]
