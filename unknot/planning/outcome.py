"""What a regimen brings and what it costs, over all futures, each number with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unknot.planning.effect import Values
from unknot.planning.goal import Goal
from unknot.planning.outlook import Outlook
from unknot.planning.regimen import Regimen
from unknot.planning.rollout import held
from unknot.planning.wishes import Wishes

LEVEL = 0.8


@dataclass(frozen=True, slots=True)
class Expected:
    """A quantity that differs between futures: its mean, and the ends of the interval that holds it at `LEVEL`."""

    mean: float
    lo: float
    hi: float

    @classmethod
    def over(cls, values: Values) -> Expected:
        """The quantity from its values in equally likely futures."""
        lo, hi = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return cls(float(np.mean(values)), float(lo), float(hi))


@dataclass(frozen=True, slots=True)
class DayAhead:
    """Pain on one day of a plan: where an answer is expected [nrs]."""

    day: float
    mean: float
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a regimen brings and costs.

    Attributes:
        probability_goal: The chance that the goal is met in a stretch of the plan's second half.
        sampling_error: One standard error of that chance by the number of futures.
        pain: Mean pain over the plan [nrs].
        good_days: Days on which pain is as low as the goal asks [day].
        days_gained: Good days beyond those without any session or practice, in the same futures [day].
        cost: Of all sessions.
        own_hours: The client's time for sessions and practice [hour].
        value: Days gained in money, less cost and time, by the client's own weights.
        days: Pain day by day.
    """

    probability_goal: float
    sampling_error: float
    pain: Expected
    good_days: Expected
    days_gained: Expected
    cost: float
    own_hours: float
    value: float
    days: tuple[DayAhead, ...]


def outcome_of(outlook: Outlook, regimen: Regimen, relief: Values, nothing: Values, wishes: Wishes) -> Outcome:
    """Reckon up one regimen.

    Args:
        outlook: The futures.
        regimen: What is done.
        relief: Relief by it, shape (days, draws) [nrs].
        nothing: Ratings without any session or practice, same shape [nrs].
        wishes: The goal, and what money and time are worth.
    """
    ratings = held(nothing - relief)
    good, bare = (_good(found, wishes.goal, outlook.resolution) for found in (nothing - relief, nothing))
    met = wishes.goal.met(good)
    gained = Expected.over(good.sum(axis=0) - bare.sum(axis=0))
    cost = cost_of(regimen, wishes)
    hours = regimen.own_hours(outlook.days)
    return Outcome(
        probability_goal=float(met.mean()),
        sampling_error=float(met.std() / np.sqrt(len(met))),
        pain=Expected.over(ratings.mean(axis=0)),
        good_days=Expected.over(good.sum(axis=0)),
        days_gained=gained,
        cost=cost,
        own_hours=hours,
        value=wishes.good_day * gained.mean - cost - wishes.hour * hours,
        days=tuple(DayAhead(float(moment), *_band(row)) for moment, row in zip(outlook.moments, ratings, strict=True)),
    )


def cost_of(regimen: Regimen, wishes: Wishes) -> float:
    """What the sessions of a regimen cost."""
    return wishes.prices.get(regimen.sessions.minutes, wishes.price) * len(regimen.sessions.days)


def _good(ratings: Values, goal: Goal, resolution: float) -> NDArray[np.bool_]:
    return ratings < goal.highest_rating(resolution)


def _band(ratings: Values) -> tuple[float, float, float]:
    expected = Expected.over(ratings)
    return expected.mean, expected.lo, expected.hi
