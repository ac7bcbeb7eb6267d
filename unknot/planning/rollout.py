"""Regimens laid over the same futures: matrix products, because relief adds up over doses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST
from unknot.planning.effect import Effect, Values
from unknot.planning.goal import Goal
from unknot.planning.hours import HOURS
from unknot.planning.outlook import Outlook
from unknot.planning.regimen import Practice, Sessions
from unknot.planning.safety import usual_days_a_week
from unknot.units import convert


def relief_of_schedules(outlook: Outlook, treatment: str, minutes: float, schedules: Numbers) -> Values:
    """Relief on each day by many schedules, one matrix product, shape (schedules, days, draws) [nrs].

    Args:
        outlook: The futures.
        treatment: The treatment.
        minutes: The length of each dose [minute].
        schedules: How many doses on each day, shape (schedules, days).
    """
    given = np.flatnonzero(schedules.any(axis=0))
    by_dose = np.zeros((len(given), *outlook.ratings.shape), dtype=np.float32)
    for place, (day, relief) in enumerate(_relief_from_dose_on(outlook, treatment, minutes, given)):
        by_dose[place, day:] = relief
    relief = schedules[:, given].astype(np.float32) @ by_dose.reshape(len(given), -1)
    return relief.reshape(len(schedules), *outlook.ratings.shape)


def relief_of_schedule(outlook: Outlook, treatment: str, minutes: float, schedule: Numbers) -> Values:
    """Relief on each day by one schedule, without the memory that many need at once, shape (days, draws) [nrs].

    Args:
        outlook: The futures.
        treatment: The treatment.
        minutes: The length of each dose [minute].
        schedule: How many doses on each day, shape (days,).
    """
    total = np.zeros(outlook.ratings.shape)
    for day, relief in _relief_from_dose_on(outlook, treatment, minutes, np.flatnonzero(schedule)):
        total[day:] += schedule[day] * relief
    return total


def _relief_from_dose_on(
    outlook: Outlook, treatment: str, minutes: float, given: NDArray[np.intp]
) -> Iterator[tuple[int, Values]]:
    """For a dose on each of some days: the day, and the relief from it on, shape (days left, draws) [nrs]."""
    effect = outlook.effects[treatment]
    wait = (outlook.answer_hour - effect.hour) / HOURS - convert(minutes, "minute", "day")
    lags = np.arange(outlook.days) + wait
    relief, variation = (found.T for found in (effect.relief(minutes, lags), effect.variation(minutes, lags)))
    for day in given.tolist():
        left = outlook.days - day
        yield day, relief[:left] + outlook.session_noise[day] * variation[:left]


def days_to_row(days: Sequence[int], total: int) -> Numbers:
    """Days as a row of a schedule: 1 on each of them."""
    row = np.zeros(total)
    row[list(days)] = 1.0
    return row


def relief_of_sessions(outlook: Outlook, sessions: Sessions) -> Values:
    """Relief by sessions, shape (days, draws) [nrs]."""
    row = days_to_row(sessions.days, outlook.days)
    return relief_of_schedule(outlook, sessions.treatment, sessions.minutes, row)


def relief_of_practices(outlook: Outlook, practices: Sequence[Practice]) -> Values:
    """Relief by practice at home, all of it together, shape (days, draws) [nrs].

    More practice than a usual programme brings no more than that programme, unless the diary tells otherwise: studies
    say nothing about it.
    """
    total = np.zeros(outlook.ratings.shape)
    for practice in practices:
        counted = _share_that_counts(outlook.effects[practice.name], practice)
        row = counted * days_to_row(practice.days(outlook.days), outlook.days)
        total += relief_of_schedule(outlook, practice.name, practice.minutes, row)
    return total


def _share_that_counts(effect: Effect, practice: Practice) -> float:
    """The share of a practice that is no more than what studies had people do."""
    if effect.seen:
        return 1.0
    planned = effect.amount(practice.minutes) * practice.a_week
    return min(1.0, usual_days_a_week(practice.name) / planned)


def held(ratings: Values) -> Values:
    """Ratings held within the ends of the scale [nrs]."""
    return np.clip(ratings, LOWEST, HIGHEST)


def averages(ratings: Values, goal: Goal, resolution: float) -> tuple[Numbers, Numbers]:
    """The chance of the goal and the good days of some regimens.

    Args:
        ratings: Their ratings, shape (regimens, days, draws) [nrs].
        goal: The goal.
        resolution: The distance between neighbouring answers [nrs].
    """
    good = ratings < goal.highest_rating(resolution)
    return goal.met(good).mean(axis=-1), good.sum(axis=(-2, -1)) / ratings.shape[-1]
