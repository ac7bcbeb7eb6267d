"""The part of the answer about relief: peak, half-life, what stays, and how long a point of it is there."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.load import is_known
from unknot.inference.claims import claim_weights
from unknot.inference.mixture import weighted_quantile
from unknot.inference.posterior import Posterior
from unknot.inference.usable_sessions import usable_sessions
from unknot.model.exposure import Numbers
from unknot.report.answer import LEARNED, NOT_ENOUGH, CurvePoint, ReliefAnswer
from unknot.report.estimates import DRAWS, estimate
from unknot.report.verdicts import doubts

ONE_POINT = 1.0
_CURVE = np.concatenate([np.arange(0, 2, 0.25), np.arange(2, 14.5, 0.5)])


def relief_answer(posterior: Posterior, name: str, *, curve: bool = True) -> ReliefAnswer:
    """How long the relief of one kind of treatment lasts.

    Args:
        posterior: What was learned.
        name: The treatment.
        curve: Whether to tell relief by days, too, which takes longer than all the rest.
    """
    fact, diary = find_intervention(name), posterior.diary
    places = posterior.chosen(DRAWS, claim_weights(posterior, name))
    owner = f"relief_{name}"
    size = posterior.state_draws((f"{owner}.size",), places)[f"{owner}.size"]
    half_life = posterior.parameters[f"{owner}.half_life"][places]
    staying = posterior.parameters[f"{owner}.staying"][places]
    days = _CURVE if curve else _CURVE[:0]
    left = _curve(size, half_life, staying, days)
    sessions = sum(dose.intervention == name for dose in posterior.record.doses)
    usable = usable_sessions(posterior.record, name)
    contraction = _contraction(posterior, f"{owner}.half_life")
    one_point = float(np.mean(size > ONE_POINT))
    reasons = doubts(usable, contraction, one_point, estimate(half_life), trustworthy=posterior.check.trustworthy)
    edges = (0.0, 1.0, 3.0, 7.0, np.inf)
    bands = [float(np.mean((half_life >= lo) & (half_life < hi))) for lo, hi in pairwise(edges)]
    lasts = {
        str(day): float(np.mean(_curve(size, half_life, staying, np.asarray([day])) > ONE_POINT)) for day in (1, 3, 7)
    }
    return ReliefAnswer(
        intervention=name,
        title=fact.title,
        known=is_known(name),
        sessions=sessions,
        usable_sessions=usable,
        minutes=diary.minutes[name],
        peak=estimate(size),
        half_life_days=estimate(half_life),
        days_above_one_point=estimate(_days_above(size, half_life, staying)),
        bands=dict(zip(("<1", "1-3", "3-7", ">7"), bands, strict=True)),
        probability_lasts_days=lasts,
        share_that_stays=estimate(staying),
        probability_one_point=one_point,
        learned_from_data=contraction,
        verdict=NOT_ENOUGH if reasons else LEARNED,
        reasons=reasons,
        curve=tuple(CurvePoint(float(day), estimate(left[:, i])) for i, day in enumerate(days)),
    )


def _curve(size: Numbers, half_life: Numbers, staying: Numbers, days: Numbers) -> Numbers:
    """Relief left by draw and day; the part that stays is taken as whole over these two weeks."""
    fading = 2 ** (-days[None, :] / half_life[:, None])
    return size[:, None] * ((1 - staying[:, None]) * fading + staying[:, None])


def _days_above(size: Numbers, half_life: Numbers, staying: Numbers) -> Numbers:
    """How long one session leaves at least a point of relief, a year at most [day]."""
    fading, lasting = size * (1 - staying), size * staying
    ratio = np.where(lasting < ONE_POINT, fading / np.maximum(ONE_POINT - lasting, 1e-9), np.inf)
    days = half_life * np.log2(np.maximum(ratio, 1.0))
    return np.minimum(np.where(size > ONE_POINT, days, 0.0), 365.0)


def _contraction(posterior: Posterior, parameter: str) -> float:
    """How much of the prior variance of a parameter the data took away, on its whitened scale."""
    place = list(posterior.parameters).index(parameter)
    z, weights = posterior.z[:, place], posterior.weights
    spread = weighted_quantile(z, weights, 0.9) - weighted_quantile(z, weights, 0.1)
    # Width of the middle 80 % of the whitened prior: Student-t with 5 degrees of freedom.
    prior_spread = 2 * 1.4759
    return float(np.clip(1 - (spread / prior_spread) ** 2, 0.0, 1.0))
