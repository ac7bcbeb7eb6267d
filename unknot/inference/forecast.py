"""The past as it is believed now, and the days ahead.

Claims about a treatment start from zero. A forecast should not: it uses the expectation of the population, by moving
the expected sizes of the effects and weighting the draws anew with the likelihood under that prior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np

from unknot.inference.diary_model import PAIN
from unknot.inference.filtering import Events
from unknot.inference.mixture import mixture_mean, mixture_quantile
from unknot.inference.pareto import normalised_weights
from unknot.inference.population import expected_sizes
from unknot.inference.posterior import Posterior
from unknot.inference.smoothing import look_back
from unknot.inference.target import Target, linear_batch
from unknot.inference.timeline import build_timeline
from unknot.model.exposure import Exposure, Numbers

DRAWS = 64
RELIEF_STORES = ("immediate", "settling", "course", "skill")


@dataclass(frozen=True)
class Band:
    """Pain at some moments, averaged over draws.

    Attributes:
        days: The moments [day].
        mean: Expected answer [nrs].
        lo: Lower end of the interval in which an answer is expected [nrs].
        hi: Upper end [nrs].
        relief: Expected relief at work from all doses [nrs].
    """

    days: Numbers
    mean: Numbers
    lo: Numbers
    hi: Numbers
    relief: Numbers


def pain_band(
    posterior: Posterior,
    days: Sequence[float],
    *,
    level: float = 0.8,
    planned: Sequence[Exposure] = (),
) -> Band:
    """Where an answer on pain is expected at given moments, past or to come.

    Args:
        posterior: What is known about the person.
        days: The moments, days since the origin of the record [day].
        level: Probability inside the interval.
        planned: Further doses, in units of this client's usual session.
    """
    diary = posterior.diary
    timeline = build_timeline(posterior.record, diary.instruments, (*diary.given, *planned), diary.interventions, days)
    places = posterior.chosen(DRAWS)
    target = expecting(posterior).with_events(Events.of(timeline))
    seen = look_back(
        diary.structure,
        target.events,
        linear_batch(target.without_events, jnp.asarray(posterior.z[places], dtype=float)),
        diary.instruments.index(PAIN),
        relief_states(diary.structure.states),
    )
    weights = normalised_weights(np.asarray(seen.log_likelihood) - posterior.log_likelihood[places])
    wanted = np.searchsorted(timeline.days[: timeline.count], np.asarray(days), side="right") - 1
    parts = (np.asarray(part)[:, wanted] for part in (seen.mean, seen.variance, seen.relief))
    return band_of(days, *parts, weights=weights, level=level)


def expecting(posterior: Posterior) -> Target:
    """The target of a forecast: with the sizes that are expected of people."""
    if posterior.expects:
        return posterior.target
    return posterior.target.shifted(expected_sizes(posterior.diary))


def band_of(
    days: Sequence[float], mean: Numbers, variance: Numbers, relief: Numbers, *, weights: Numbers, level: float
) -> Band:
    """Average over draws what each of them expects.

    Args:
        days: The moments [day].
        mean: Expected answers, shape (draws, moments) [nrs].
        variance: Their variances, rating noise included [nrs^2].
        relief: Expected relief at work [nrs].
        weights: Normalised weights of the draws.
        level: Probability inside the interval.
    """
    sd, tail = np.sqrt(variance), (1 - level) / 2
    return Band(
        days=np.asarray(days, dtype=float),
        mean=mixture_mean(mean, sd, weights),
        lo=mixture_quantile(mean, sd, weights, tail),
        hi=mixture_quantile(mean, sd, weights, 1 - tail),
        relief=weights @ relief,
    )


def relief_states(states: Sequence[str]) -> tuple[int, ...]:
    """The places of the states that hold relief at work."""
    return tuple(
        i for i, name in enumerate(states) if name.startswith("relief_") and name.partition(".")[2] in RELIEF_STORES
    )
