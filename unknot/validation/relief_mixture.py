"""How far a person's own past counts beside the episodes of others, as other people's episodes tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from unknot.model.exposure import Numbers
from unknot.validation.relief_episodes import Episode
from unknot.validation.survival import censored_log_score

EVEN = 0.5
PRIOR_EPISODES = 4.0
"""How many episodes the even share is worth beside those of other people."""
_CLOSE, _MOST_STEPS = 1e-4, 500


def own_shares(
    episodes: Sequence[Episode], alone: Sequence[Numbers], pooled: Sequence[Numbers], days: Numbers
) -> Mapping[str, float]:
    """For each person, what the forecast from the own past counts; the rest is Kaplan-Meier of other people.

    The share is the one that would have forecast the episodes of the other people best. A person's own episodes enter
    it only as some of the others of these others.

    Args:
        episodes: All episodes.
        alone: The survival that each person's own past forecast, by episode.
        pooled: The survival by the episodes of others, by episode.
        days: The days of the survival [day].
    """
    persons = np.asarray([episode.person for episode in episodes])
    own, others = (
        np.asarray([_likelihood(survival, days, one) for survival, one in zip(forecasts, episodes, strict=True)])
        for forecasts in (alone, pooled)
    )
    return {
        person: best_share(own[persons != person], others[persons != person])
        for person in dict.fromkeys(persons.tolist())
    }


def best_share(own: Numbers, others: Numbers) -> float:
    r"""The share s that maximises $\sum\ln(s\,a+(1-s)\,b)+\tfrac n2\ln s(1-s)$, by expectation and maximisation.

    Args:
        own: Probabilities a of what was seen, by one forecast.
        others: Probabilities b by the other, same shape.
    """
    share = EVEN
    for _ in range(_MOST_STEPS):
        taken = share * own / (share * own + (1 - share) * others)
        moved = (taken.sum() + EVEN * PRIOR_EPISODES) / (len(own) + PRIOR_EPISODES)
        if abs(moved - share) < _CLOSE:
            return float(moved)
        share = moved
    return float(share)


def _likelihood(survival: Numbers, days: Numbers, episode: Episode) -> float:
    return float(np.exp(-censored_log_score(survival, days, episode.duration, episode.is_back)))
