"""Kaplan-Meier, and scores of forecasts of when something happens while some are not watched to the end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Numbers

SPREAD_EVENLY = 0.05


def kaplan_meier(durations: Numbers, happened: NDArray[np.bool_], days: Numbers) -> Numbers:
    r"""Share in which nothing happened up to each day: $\prod_{t_i\le t}(1-d_i/n_i)$.

    Args:
        durations: How long each was watched [day].
        happened: Whether it happened then.
        days: The days of interest [day].
    """
    share, times, shares = 1.0, [-np.inf], [1.0]
    for time in np.unique(durations[happened]):
        share *= 1 - np.sum(happened & (durations == time)) / np.sum(durations >= time)
        times.append(float(time))
        shares.append(share)
    return np.asarray(shares)[np.searchsorted(times, days, side="right") - 1]


def censored_log_score(survival: Numbers, days: Numbers, duration: float, happened: bool) -> float:
    """Minus the logarithm of the probability of what was seen; low is good.

    What happened in an interval between two of the days has the probability of that interval; who was watched without
    it has the probability that it had not happened by the day before. A twentieth is spread evenly, so that one miss
    ruins no method.

    Args:
        survival: Probability that nothing happened up to each day.
        days: The days, ascending; the last interval is open [day].
        duration: How long was watched [day].
        happened: Whether it happened then.
    """
    edges = np.concatenate([[1.0], survival, [0.0]])
    mass = -np.diff(edges)
    mass = (1 - SPREAD_EVENLY) * mass + SPREAD_EVENLY / len(mass)
    place = int(np.searchsorted(days, duration - 1e-9))
    if happened:
        return -float(np.log(mass[place]))
    watched = place if place == len(days) or days[place] > duration + 1e-9 else place + 1
    return -float(np.log(max(1 - mass[:watched].sum(), SPREAD_EVENLY / len(mass))))


def integrated_brier(survival: Numbers, days: Numbers, duration: float, happened: bool, watched: Numbers) -> float:
    """Mean over the days of the squared error of the survival, weighted for those no longer watched (Graf 1999).

    Args:
        survival: Probability that nothing happened up to each day.
        days: The days, ascending [day].
        duration: How long was watched [day].
        happened: Whether it happened then.
        watched: Share of people still watched at each day and, last, just before `duration`.
    """
    at_days, at_duration = watched[:-1], watched[-1]
    gone = (days >= duration - 1e-9) & happened
    still = days < duration - 1e-9
    errors = np.where(gone, survival**2 / max(at_duration, 0.05), 0.0)
    errors = np.where(still, (1 - survival) ** 2 / np.maximum(at_days, 0.05), errors)
    widths = np.diff(days, prepend=0.0)
    return float(np.sum(errors * widths) / np.sum(widths))
