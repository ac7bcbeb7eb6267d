"""Every candidate over the same futures, and the few that are worth showing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Numbers
from unknot.planning.effect import Values
from unknot.planning.outcome import cost_of
from unknot.planning.outlook import Outlook
from unknot.planning.regimen import Practice, Regimen, Sessions
from unknot.planning.rollout import averages, days_to_row, relief_of_practices, relief_of_schedules
from unknot.planning.safety import Safety, allowed
from unknot.planning.wishes import Wishes

AT_A_TIME = 64
"""Schedules that are laid over the futures at once, so that the numbers stay in the processor's cache."""
CLEARLY = 0.5
"""Good days by which one candidate is clearly better than another [day]."""
NO_HOURS, NO_CHANCE = 2.0, 0.01
"""Differences in the client's time over a whole plan [hour] and in the chance of the goal that matter to nobody."""


@dataclass(frozen=True)
class Space:
    """What is tried.

    Attributes:
        treatment: The treatment of the sessions.
        schedules: Days of sessions.
        prices: Prices by length of a session [minute].
        practices: Ways to practise at home.
    """

    treatment: str
    schedules: tuple[tuple[int, ...], ...]
    prices: Mapping[float, float]
    practices: tuple[tuple[Practice, ...], ...]


@dataclass(frozen=True)
class Candidates:
    """Regimens with what each brings on average; one entry each.

    Attributes:
        regimens: The regimens.
        chance: The chance of the goal.
        good_days: Days on which pain is as low as the goal asks [day].
        cost: Of all sessions.
        own_hours: The client's time [hour].
    """

    regimens: tuple[Regimen, ...]
    chance: Numbers
    good_days: Numbers
    cost: Numbers
    own_hours: Numbers

    def value(self, wishes: Wishes) -> Numbers:
        """Good days in money, less cost and time, by the client's own weights."""
        return wishes.good_day * self.good_days - self.cost - wishes.hour * self.own_hours


def try_all(outlook: Outlook, space: Space, nothing: Values, wishes: Wishes, safety: Safety) -> Candidates:
    """Lay every allowed regimen over the futures.

    Args:
        outlook: The futures.
        space: What is tried.
        nothing: Ratings without any session or practice, shape (days, draws) [nrs].
        wishes: The goal, and what the client can give.
        safety: What every regimen keeps to.
    """
    regimens: list[Regimen] = []
    found: list[tuple[Numbers, Numbers]] = []
    left = {practices: _left(outlook, nothing, practices) for practices in space.practices}
    for practices, ratings in left.items():
        alone = Regimen(Sessions(space.treatment, 0.0, ()), practices)
        if practices and allowed(alone, safety):
            regimens.append(alone)
            found.append(averages(ratings[None], wishes.goal, outlook.resolution))
    for minutes in space.prices:
        affordable = [days for days in space.schedules if len(days) * space.prices[minutes] <= wishes.budget]
        beside = [each for each in left if _allowed_beside(space.treatment, minutes, each, safety)]
        for block in _blocks(affordable) if beside else ():
            rows = np.stack([days_to_row(days, outlook.days) for days in block])
            relief = relief_of_schedules(outlook, space.treatment, minutes, rows)
            for practices in beside:
                found.append(averages(left[practices] - relief, wishes.goal, outlook.resolution))
                regimens.extend(Regimen(Sessions(space.treatment, minutes, days), practices) for days in block)
    columns = [np.concatenate(column) for column in zip(*found, strict=True)] if found else [np.zeros(0)] * 2
    return Candidates(
        tuple(regimens), *columns,
        cost=np.asarray([cost_of(regimen, wishes) for regimen in regimens]),
        own_hours=np.asarray([regimen.own_hours(outlook.days) for regimen in regimens]),
    )  # fmt: skip


def _left(outlook: Outlook, nothing: Values, practices: tuple[Practice, ...]) -> Values:
    return (nothing - relief_of_practices(outlook, practices)).astype(np.float32)


def _allowed_beside(treatment: str, minutes: float, practices: tuple[Practice, ...], safety: Safety) -> bool:
    """Whether sessions of some length may stand beside these practices, whatever their days."""
    return allowed(Regimen(Sessions(treatment, minutes, (0,)), practices), safety)


def _blocks(schedules: Sequence[tuple[int, ...]]) -> Sequence[Sequence[tuple[int, ...]]]:
    return [schedules[start : start + AT_A_TIME] for start in range(0, len(schedules), AT_A_TIME)]


def undominated(candidates: Candidates) -> NDArray[np.intp]:
    """The places of candidates that nothing else beats: no less in chance and good days for no more money and time.

    Where one has clearly more good days or costs less, differences in chance and time that are too small to matter do
    not save the other.
    """
    chance, days, cost, hours = candidates.chance, candidates.good_days, candidates.cost, candidates.own_hours
    kept: list[int] = []
    # Whoever beats a candidate comes before it in this order, so that each is compared with the few kept so far.
    for place in np.lexsort((-chance, hours, cost, -days)):
        clearly = (days[kept] >= days[place] + CLEARLY) | (cost[kept] < cost[place])
        beaten = (
            (days[kept] >= days[place])
            & (cost[kept] <= cost[place])
            & (chance[kept] >= chance[place] - clearly * NO_CHANCE)
            & (hours[kept] <= hours[place] + clearly * NO_HOURS)
        )
        if not beaten.any():
            kept.append(int(place))
    return np.asarray(sorted(kept), dtype=np.intp)
