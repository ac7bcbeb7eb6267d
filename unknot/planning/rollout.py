"""Regimens laid over the same futures: matrix products, because relief adds up over doses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST
from unknot.planning.effect import Effect, Values
from unknot.planning.goal import Goal
from unknot.planning.hours import HOURS
from unknot.planning.outlook import Outlook
from unknot.planning.regimen import Practice, Sessions
from unknot.planning.safety import usual_days_a_week
from unknot.units import convert


def relief_by_day_of_dose(outlook: Outlook, treatment: str, minutes: float) -> Values:
    """Relief on each day by a dose on each day, shape (day of the dose, day, draw) [nrs].

    Args:
        outlook: The futures.
        treatment: The treatment.
        minutes: The length of the dose [minute].
    """
    effect, days = outlook.effects[treatment], outlook.days
    wait = (outlook.answer_hour - effect.hour) / HOURS - convert(minutes, "minute", "day")
    lags = np.arange(days) + wait
    relief, variation = (found.T for found in (effect.relief(minutes, lags), effect.variation(minutes, lags)))
    by_dose = np.zeros((days, *relief.shape), dtype=np.float32)
    for day in range(days):
        left = days - day
        by_dose[day, day:] = relief[:left] + outlook.session_noise[day] * variation[:left]
    return by_dose


def relief_of_schedules(outlook: Outlook, treatment: str, minutes: float, schedules: Numbers) -> Values:
    """Relief on each day, shape (schedules, days, draws) [nrs].

    Args:
        outlook: The futures.
        treatment: The treatment.
        minutes: The length of each dose [minute].
        schedules: How many doses on each day, shape (schedules, days).
    """
    by_dose = relief_by_day_of_dose(outlook, treatment, minutes)
    relief = schedules.astype(np.float32) @ by_dose.reshape(outlook.days, -1)
    return relief.reshape(len(schedules), *by_dose.shape[1:])


def days_to_row(days: Sequence[int], total: int) -> Numbers:
    """Days as a row of a schedule: 1 on each of them."""
    row = np.zeros(total)
    row[list(days)] = 1.0
    return row


def relief_of_sessions(outlook: Outlook, sessions: Sessions) -> Values:
    """Relief by sessions, shape (days, draws) [nrs]."""
    rows = days_to_row(sessions.days, outlook.days)[None]
    return relief_of_schedules(outlook, sessions.treatment, sessions.minutes, rows)[0]


def relief_of_practices(outlook: Outlook, practices: Sequence[Practice]) -> Values:
    """Relief by practice at home, all of it together, shape (days, draws) [nrs].

    More practice than a usual programme brings no more than that programme, unless the diary tells otherwise: studies
    say nothing about it.
    """
    total = np.zeros(outlook.ratings.shape, dtype=np.float32)
    for practice in practices:
        counted = _share_that_counts(outlook.effects[practice.name], practice)
        row = counted * days_to_row(practice.days(outlook.days), outlook.days)[None]
        total += relief_of_schedules(outlook, practice.name, practice.minutes, row)[0]
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
