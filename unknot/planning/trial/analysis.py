"""The analysis of one trial: the effect with its uncertainty, what it means, and the randomisation test beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unknot.errors import UnknotError
from unknot.model.exposure import Numbers
from unknot.planning.trial.chances import chances_of
from unknot.planning.trial.mixture_effect import log_likelihood, quantile
from unknot.planning.trial.outcome_model import TrialPrior, effect_posteriors
from unknot.planning.trial.randomisation_test import RandomisationTest, randomisation_test
from unknot.planning.trial.schedule import A, B, Period, refuse_impossible
from unknot.planning.trial.verdict import PROBABLY_MEANINGFUL, Verdict
from unknot.records import Record

LEVEL = 0.95
FEWEST_ANSWERS = 2
"""Answers that count under each option; below, nothing is computed."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quantity with its interval of probability `LEVEL`."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PeriodSeen:
    """What was answered in one period.

    Attributes:
        number: The period.
        option: 0 for the first option, 1 for the second.
        start: Its first moment [day].
        end: Its last moment [day].
        counted: Answers that count.
        left_out: Answers in its washout.
        mean: Mean of those that count [nrs]; None without any.
    """

    number: int
    option: int
    start: float
    end: float
    counted: int
    left_out: int
    mean: float | None


@dataclass(frozen=True)
class TrialAnalysis:
    """What one trial says.

    Attributes:
        titles: The two options.
        instrument: The outcome.
        better_low: Whether low answers are good.
        meaningful: The smallest difference that matters, as stated before [nrs].
        effect: The second option's steady answer less the first's [nrs].
        probability_second_better: That the second option is better at all.
        probability_first_better: That the first one is.
        probability_second_meaningful: That the second is better by at least the meaningful difference.
        probability_first_meaningful: That the first is.
        probability_too_small: That the difference is smaller than a meaningful one, either way.
        verdict: What follows.
        by_a_meaningful_amount: Whether the better option is probably better by a meaningful amount.
        carry_over_half_life: Mean of the carry-over's half-life [day].
        correlation: Mean correlation of neighbouring days.
        trend: Mean change by itself [nrs/week].
        log_likelihood: Of the effect at `EFFECTS`, without its prior, for pooling.
        test: The randomisation test.
        periods: What was answered, by period.
        missing_days: Days that should count and have no answer.
    """

    titles: tuple[str, str]
    instrument: str
    better_low: bool
    meaningful: float
    effect: Span
    probability_second_better: float
    probability_first_better: float
    probability_second_meaningful: float
    probability_first_meaningful: float
    probability_too_small: float
    verdict: Verdict
    by_a_meaningful_amount: bool
    carry_over_half_life: float
    correlation: float
    trend: float
    log_likelihood: tuple[float, ...]
    test: RandomisationTest | None
    periods: tuple[PeriodSeen, ...]
    missing_days: int


def analyse_trial(
    record: Record,
    periods: Sequence[Period],
    *,
    titles: tuple[str, str] = ("first option", "second option"),
    meaningful: float = 1.0,
    instrument: str = "pain",
    better_low: bool = True,
    prior: TrialPrior | None = None,
    seed: int = 0,
) -> TrialAnalysis:
    """Analyse a trial of one.

    Args:
        record: The diary.
        periods: The periods as they were, in the order of time.
        titles: The two options.
        meaningful: The smallest difference that matters [nrs].
        instrument: The outcome.
        better_low: Whether low answers are good.
        prior: What is expected before the trial; wide and without favour when left out.
        seed: Draws sequences for the randomisation test where there are too many to list.

    Raises:
        UnknotError: If the periods cannot be, or too few answers count under an option.
    """
    refuse_impossible(periods)
    if not 0 < meaningful <= 10:
        raise UnknotError("A meaningful difference lies between 0 and 10 points.", given=f"{meaningful:g}")
    answers = record.answers(instrument)
    all_days = np.asarray([answer.day for answer in answers])
    all_values = np.asarray([answer.value for answer in answers])
    counted = _counts(all_days, periods)
    days, values = all_days[counted], all_values[counted]
    _refuse_few(days, periods, titles, instrument)
    prior = prior or TrialPrior()
    posterior = effect_posteriors(days, values[None], periods, prior)[0]
    chances = chances_of(posterior, meaningful, better_low=better_low)
    tail = (1 - LEVEL) / 2
    return TrialAnalysis(
        titles=titles,
        instrument=instrument,
        better_low=better_low,
        meaningful=meaningful,
        effect=Span(quantile(posterior, 0.5), quantile(posterior, tail), quantile(posterior, 1 - tail)),
        probability_second_better=chances.second,
        probability_first_better=chances.first,
        probability_second_meaningful=chances.second_meaningful,
        probability_first_meaningful=chances.first_meaningful,
        probability_too_small=chances.too_small,
        verdict=chances.verdict,
        by_a_meaningful_amount=max(chances.second_meaningful, chances.first_meaningful) >= PROBABLY_MEANINGFUL,
        carry_over_half_life=float(posterior.weights @ posterior.half_life),
        correlation=float(posterior.weights @ posterior.correlation),
        trend=7 * float(posterior.weights @ posterior.trend),
        log_likelihood=log_likelihood(posterior, prior.effect_sd),
        test=randomisation_test(days, values, periods, seed=seed),
        periods=_seen(all_days, all_values, periods),
        missing_days=_missing(days, periods),
    )


def _counts(days: Numbers, periods: Sequence[Period]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    counted = np.zeros(len(days), dtype=bool)
    for period in periods:
        counted |= (days >= period.counted_from) & (days < period.end)
    return counted


def _refuse_few(days: Numbers, periods: Sequence[Period], titles: tuple[str, str], instrument: str) -> None:
    for option in (A, B):
        mine = [period for period in periods if period.option == option]
        count = int(sum(((days >= period.counted_from) & (days < period.end)).sum() for period in mine))
        if count < FEWEST_ANSWERS:
            raise UnknotError(
                "Too few answers count to compare the options.",
                given=f"{count} answers on {instrument} under '{titles[option]}'",
                todo=f"At least {FEWEST_ANSWERS} are needed under each; check that diary and schedule are of one time.",
            )


def _seen(days: Numbers, values: Numbers, periods: Sequence[Period]) -> tuple[PeriodSeen, ...]:
    found: list[PeriodSeen] = []
    for period in periods:
        counted = (days >= period.counted_from) & (days < period.end)
        left_out = (days >= period.start) & (days < period.counted_from)
        mean = float(values[counted].mean()) if counted.any() else None
        found.append(
            PeriodSeen(
                period.number, period.option, period.start, period.end, int(counted.sum()), int(left_out.sum()), mean
            )
        )
    return tuple(found)


def _missing(days: Numbers, periods: Sequence[Period]) -> int:
    wanted = sum(round(period.end - period.counted_from) for period in periods)
    return max(0, wanted - len({int(np.floor(day)) for day in days}))
