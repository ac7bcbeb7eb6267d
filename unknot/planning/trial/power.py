"""What a planned trial can find out: many such trials are simulated and analysed before one is begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unknot.evidence.population import shipped_population
from unknot.inference.population import LEARNED
from unknot.inference.posterior import Posterior
from unknot.model.exposure import Numbers
from unknot.planning.hours import EVENING, HOURS
from unknot.planning.trial.analysis import LEVEL
from unknot.planning.trial.chances import chances_of
from unknot.planning.trial.mixture_effect import quantile
from unknot.planning.trial.outcome_model import TrialPrior, effect_posteriors, exposure
from unknot.planning.trial.schedule import Period, make_periods, random_sequence
from unknot.planning.trial.verdict import Verdict

TRIALS, TOGETHER = 100, 10
_LEVEL_SPREAD = 1.0
_MIDDLE_LEVEL = 5.0
_LIVELIEST = 48.0


@dataclass(frozen=True)
class DayToDay:
    """How a person's answers vary by themselves, in draws.

    Attributes:
        level: Usual pain [nrs].
        drift: Wandering of the level [nrs/day^0.5].
        fluctuation_sd: Spread of the fast part [nrs].
        fluctuation_time: How long it lasts [day].
        rating_noise: Noise of one rating [nrs].
    """

    level: Numbers
    drift: Numbers
    fluctuation_sd: Numbers
    fluctuation_time: Numbers
    rating_noise: Numbers


@dataclass(frozen=True, slots=True)
class Power:
    """What trials of one size found when simulated.

    Attributes:
        blocks: Blocks of two periods.
        days: Length of the trial [day].
        half_width: Median half-width of the effect's interval [nrs].
        found: Share that called the better option better, where it was better by twice the meaningful difference.
        found_meaningful: The same where it was better by exactly the meaningful difference.
        false: Share that called one option better where they did not differ.
        trials: How many were simulated for each.
    """

    blocks: int
    days: float
    half_width: float
    found: float
    found_meaningful: float
    false: float
    trials: int


def day_to_day(posterior: Posterior | None, count: int, seed: int) -> DayToDay:
    """Draws of how answers vary, from the client's posterior or from people who keep diaries.

    Args:
        posterior: What is known about the client, or None.
        count: How many.
        seed: Seed of draws from the population.
    """
    generator = np.random.default_rng((seed, 12))
    if posterior is not None:
        places = posterior.chosen(count)
        values = {short: posterior.parameters[name][places] for name, short in LEARNED.items()}
        answers = [answer.value for answer in posterior.record.answers("pain")]
        return DayToDay(level=np.full(count, float(np.mean(answers))), **values)
    population = shipped_population()
    values = {
        short: getattr(population, f"{short}_median")
        * np.exp(getattr(population, f"{short}_log_sd") * generator.standard_normal(count))
        for short in LEARNED.values()
    }
    return DayToDay(level=_MIDDLE_LEVEL + _LEVEL_SPREAD * generator.standard_normal(count), **values)


def power(
    blocks: int,
    period_days: float,
    washout_days: float,
    varying: DayToDay,
    prior: TrialPrior,
    *,
    meaningful: float,
    answered: float,
    seed: int,
    trials: int = TRIALS,
) -> Power:
    """Simulate and analyse trials of one size.

    Args:
        blocks: Blocks of two periods.
        period_days: Length of a period [day].
        washout_days: Days of each that do not count [day].
        varying: How the person's answers vary, at least `trials` draws.
        prior: The prior of the analysis, whose carry-over is also what is simulated.
        meaningful: The smallest difference that matters [nrs].
        answered: Share of days with an answer.
        seed: Seed of everything.
        trials: How many trials for each true difference.
    """
    generator = np.random.default_rng((seed, 13, blocks))
    effects = (0.0, -meaningful, -2 * meaningful)
    found: list[tuple[Numbers, Numbers]] = []
    for first in range(0, trials, TOGETHER):
        periods = make_periods(random_sequence(blocks, generator), 0.0, period_days, washout_days)
        found.append(
            _simulated(
                periods,
                range(first, min(first + TOGETHER, trials)),
                varying,
                prior,
                effects,
                answered,
                meaningful,
                generator,
            )
        )
    named = np.concatenate([each for each, _ in found], axis=1)
    widths = np.concatenate([each for _, each in found])
    return Power(
        blocks=blocks,
        days=2 * blocks * period_days,
        half_width=float(np.median(widths)),
        found=float(np.mean(named[2] == 1)),
        found_meaningful=float(np.mean(named[1] == 1)),
        false=float(np.mean(named[0] != 0)),
        trials=trials,
    )


def _simulated(
    periods: Sequence[Period],
    draws: Sequence[int],
    varying: DayToDay,
    prior: TrialPrior,
    effects: Sequence[float],
    answered: float,
    meaningful: float,
    generator: np.random.Generator,
) -> tuple[Numbers, Numbers]:
    """Which option was called better, shape (effects, draws), and half-widths; one pattern of missing days for all."""
    days = np.arange(periods[0].start, periods[-1].end) + EVENING / HOURS
    noise = np.stack([_answers_by_themselves(days, varying, draw, generator) for draw in draws])
    half_lives = np.minimum(
        prior.carry_over[0] * np.exp(prior.carry_over[1] * generator.standard_normal(len(draws))), _LIVELIEST
    )
    exposed = exposure(days, periods, half_lives)
    kept = np.flatnonzero(generator.random(len(days)) < answered)
    counted = [i for i in kept if any(period.counted_from <= days[i] < period.end for period in periods)]
    outcomes = np.concatenate([np.clip(np.round(noise + effect * exposed), 0, 10)[:, counted] for effect in effects])
    posteriors = effect_posteriors(days[counted], outcomes, periods, prior)
    named = np.asarray([_called(chances_of(each, meaningful).verdict) for each in posteriors])
    tail = (1 - LEVEL) / 2
    widths = [quantile(each, 1 - tail) - quantile(each, tail) for each in posteriors[: len(draws)]]
    return named.reshape(len(effects), len(draws)), np.asarray(widths) / 2


def _called(verdict: Verdict) -> int:
    return {Verdict.SECOND_BETTER: 1, Verdict.FIRST_BETTER: -1}.get(verdict, 0)


def _answers_by_themselves(days: Numbers, varying: DayToDay, draw: int, generator: np.random.Generator) -> Numbers:
    """One person's pain on each day without any treatment: level, drift, fluctuation and rating noise [nrs]."""
    steps = generator.standard_normal((3, len(days)))
    kept = np.exp(-1 / varying.fluctuation_time[draw])
    fluctuation = np.empty(len(days))
    fluctuation[0] = steps[0, 0]
    for day in range(1, len(days)):
        fluctuation[day] = kept * fluctuation[day - 1] + np.sqrt(1 - kept**2) * steps[0, day]
    drift = varying.drift[draw] * np.cumsum(steps[1])
    noise = varying.fluctuation_sd[draw] * fluctuation + varying.rating_noise[draw] * steps[2]
    return varying.level[draw] + drift - drift.mean() + noise
