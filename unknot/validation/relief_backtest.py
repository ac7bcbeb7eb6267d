"""Forecasts of how long relief lasts, from each person's past, beside Kaplan-Meier of the other episodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unknot.errors import RecordError
from unknot.evidence.population import Population
from unknot.inference.first_passage import no_return_by
from unknot.model.exposure import Numbers
from unknot.validation.own_method import UNKNOT
from unknot.validation.relief_episodes import Episode, episodes_of
from unknot.validation.relief_mixture import own_shares
from unknot.validation.series import Series
from unknot.validation.survival import censored_log_score, integrated_brier, kaplan_meier

ALONE = "unknot_alone"
KAPLAN_MEIER = "kaplan_meier"
METHODS = (UNKNOT, ALONE, KAPLAN_MEIER)
FEWEST_EPISODES = 3
INTERVALS = 6


@dataclass(frozen=True)
class ReliefBacktest:
    """What a backtest of relief found.

    Attributes:
        episodes: The episodes, in the order of the table.
        days: The days that were scored, after the origin [day].
        log_scores: Censored log score of each episode by method; low is good.
        brier_scores: Integrated Brier score of each episode by method; low is good.
        own_shares: For each person, what the forecast from the own past counts in Unknot's.
    """

    episodes: tuple[Episode, ...]
    days: Numbers
    log_scores: Mapping[str, Numbers]
    brier_scores: Mapping[str, Numbers]
    own_shares: Mapping[str, float]

    def overall(self, method: str) -> Mapping[str, float]:
        """Averages of one method: within a person first, then over persons."""
        return {
            "log_score": self._average(self.log_scores[method]),
            "integrated_brier": self._average(self.brier_scores[method]),
            "episodes": len(self.episodes),
        }

    def of_person(self, method: str, person: str) -> Mapping[str, float]:
        """Averages of one method for one person."""
        mine = np.asarray([episode.person == person for episode in self.episodes])
        return {
            "log_score": float(self.log_scores[method][mine].mean()),
            "integrated_brier": float(self.brier_scores[method][mine].mean()),
            "episodes": int(mine.sum()),
        }

    @property
    def persons(self) -> tuple[str, ...]:
        """The persons with an episode."""
        return tuple(dict.fromkeys(episode.person for episode in self.episodes))

    def _average(self, scores: Numbers) -> float:
        persons = np.asarray([episode.person for episode in self.episodes])
        return float(np.mean([scores[persons == person].mean() for person in self.persons]))


def relief_backtest(
    persons: Sequence[Series],
    population: Population,
    *,
    seed: int = 0,
    advance: Callable[[str], None] = lambda person: None,
) -> ReliefBacktest:
    """Forecast and score every episode of relief.

    Raises:
        RecordError: If there are too few episodes.
    """
    episodes = tuple(episode for person in persons for episode in episodes_of(person))
    if len(episodes) < FEWEST_EPISODES:
        raise RecordError(
            "There are too few times of relief to score.",
            given=f"{len(episodes)} in {len(persons)} diaries; {FEWEST_EPISODES} are needed",
            todo="Relief needs a dose, pain at least a point lower after it, and two answers or more before the next.",
        )
    durations = np.asarray([episode.duration for episode in episodes])
    happened = np.asarray([episode.is_back for episode in episodes])
    days = np.unique(np.quantile(durations, (np.arange(INTERVALS) + 1) / INTERVALS))
    alone: list[Numbers] = []
    for episode in episodes:
        alone.append(_own(episode, days, population, seed))
        advance(episode.person)
    others = [_others(episodes, place) for place in range(len(episodes))]
    pooled = [kaplan_meier(durations[kept], happened[kept], days) for kept in others]
    shares = own_shares(episodes, alone, pooled, days)
    log_scores: dict[str, list[float]] = {method: [] for method in METHODS}
    brier_scores: dict[str, list[float]] = {method: [] for method in METHODS}
    for place, episode in enumerate(episodes):
        watched = kaplan_meier(durations, ~happened, np.append(days, episode.duration - 1e-6))
        share = shares[episode.person]
        mixed = share * alone[place] + (1 - share) * pooled[place]
        forecasts = {UNKNOT: mixed, ALONE: alone[place], KAPLAN_MEIER: pooled[place]}
        for method, survival in forecasts.items():
            log_scores[method].append(censored_log_score(survival, days, episode.duration, episode.is_back))
            brier_scores[method].append(integrated_brier(survival, days, episode.duration, episode.is_back, watched))
    return ReliefBacktest(
        episodes,
        days,
        {method: np.asarray(scores) for method, scores in log_scores.items()},
        {method: np.asarray(scores) for method, scores in brier_scores.items()},
        shares,
    )


def _others(episodes: Sequence[Episode], place: int) -> NDArray[np.bool_]:
    """The episodes of other people; of the same person where there are no others."""
    others = np.asarray([episode.person != episodes[place].person for episode in episodes])
    return others if np.any(others) else np.arange(len(episodes)) != place


def _own(episode: Episode, days: Numbers, population: Population, seed: int) -> Numbers:
    """Survival on the days scored, from the days on which this person is expected to answer."""
    expected = episode.expected
    survival = no_return_by(episode.past, episode.threshold, expected, population, seed=seed)
    # Answers do not come on the minute: one that is expected soon after a day counts for it.
    slack = np.minimum(np.diff(expected, append=expected[-1] + 1.0) / 2, 0.5)
    reached = np.searchsorted(expected - slack, days, side="right")
    return np.concatenate([[1.0], survival])[reached]
