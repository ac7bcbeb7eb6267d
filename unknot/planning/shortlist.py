"""At most five options that differ enough to choose between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Numbers
from unknot.planning.search import Candidates, undominated
from unknot.planning.wishes import Wishes

MOST = 5
SAME_CHANCE, SAME_DAYS = 0.03, 1.0
"""Differences that nobody would choose by, and that few hundred futures cannot tell."""
LEAST_GAIN = 1.0
"""Good days that an option must bring to be offered [day]."""


def shortlist(candidates: Candidates, bare_days: float, wishes: Wishes) -> tuple[int, ...]:
    """Places of the options to show: the best by the client's weights, the most, the cheapest, then the most unlike.

    Args:
        candidates: What was tried.
        bare_days: Good days without any session or practice [day].
        wishes: The client's weights and the least chance of the goal.
    """
    worth = undominated(candidates)
    worth = worth[candidates.good_days[worth] - bare_days >= LEAST_GAIN]
    reached = worth[candidates.chance[worth] >= wishes.least_chance]
    if not len(reached):
        return tuple(int(place) for place in worth[np.argsort(-candidates.chance[worth], kind="stable")][:1])
    value = candidates.value(wishes)[reached]
    seeds = [int(np.argmax(value)), int(np.argmax(candidates.chance[reached])), _cheapest(candidates, reached, value)]
    looks = _looks(candidates, reached)
    chosen: list[int] = []
    for place in seeds:
        if not chosen or _unlike(candidates, reached, place, chosen):
            chosen.append(place)
    while len(chosen) < MOST:
        distance = np.min(np.linalg.norm(looks[:, None] - looks[chosen][None], axis=-1), axis=1)
        fitting = [place for place in np.argsort(-distance) if _unlike(candidates, reached, int(place), chosen)]
        if not fitting:
            break
        chosen.append(int(fitting[0]))
    return tuple(int(reached[place]) for place in sorted(chosen, key=lambda place: -value[place]))


def _cheapest(candidates: Candidates, places: NDArray[np.intp], value: Numbers) -> int:
    cost = candidates.cost[places]
    return int(np.argmax(np.where(cost == cost.min(), value, -np.inf)))


def _looks(candidates: Candidates, places: NDArray[np.intp]) -> Numbers:
    """Chance, money and time on scales of their own, shape (places, 3)."""
    columns = [column[places] for column in (candidates.chance, candidates.cost, candidates.own_hours)]
    return np.stack([column / max(np.ptp(column), 1e-9) for column in columns], axis=1)


def _unlike(candidates: Candidates, places: NDArray[np.intp], place: int, chosen: list[int]) -> bool:
    """Whether a candidate brings something else than those already chosen, or the same for clearly less."""
    mine, others = places[place], places[chosen]
    chance = np.abs(candidates.chance[others] - candidates.chance[mine]) >= SAME_CHANCE
    days = np.abs(candidates.good_days[others] - candidates.good_days[mine]) >= SAME_DAYS
    return bool(np.all(chance | days))
