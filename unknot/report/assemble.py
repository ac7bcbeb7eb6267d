"""From a posterior to the answer: every number that is shown, and the verdicts with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise

import numpy as np

from unknot.evidence.load import instrument as find_instrument
from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.load import is_known
from unknot.inference.diary_model import PAIN
from unknot.inference.forecast import pain_band
from unknot.inference.mixture import weighted_quantile
from unknot.inference.posterior import Posterior
from unknot.model.exposure import Numbers
from unknot.report.answer import (
    LEARNED,
    NO_CLEAR_LINK,
    NOT_ENOUGH,
    Answer,
    CurvePoint,
    Diagnostics,
    DriverAnswer,
    Estimate,
    ForecastPoint,
    ReliefAnswer,
    TimelinePoint,
)

LEVEL = 0.8
DRAWS = 2000
FORECAST_DAYS = 7
EVENING = 20 / 24
FEWEST_SESSIONS, FEWEST_ANSWERS = 3, 10
LEAST_CONTRACTION = 0.5
ONE_POINT = 1.0
_MOST_PAST_MOMENTS = 400
_CURVE = np.concatenate([np.arange(0, 2, 0.25), np.arange(2, 14.5, 0.5)])


def answer(posterior: Posterior) -> Answer:
    """Everything that is said about one person, from what was learned."""
    record = posterior.record
    relief = tuple(
        sorted((_relief(posterior, name) for name in record.interventions), key=lambda entry: -entry.sessions)
    )
    drivers = tuple(
        sorted(
            (_driver(posterior, name) for name in posterior.diary.variation),
            key=lambda entry: -abs(entry.effect.median),
        )
    )
    timeline, forecast = _days(posterior)
    check = posterior.check
    return Answer(
        record=record,
        relief=relief,
        drivers=drivers,
        forecast=forecast,
        timeline=timeline,
        next_steps=_next_steps(posterior, relief, drivers),
        notices=(*record.notices, *_generic_notices(relief, record.notices)),
        interval_level=LEVEL,
        diagnostics=Diagnostics(
            engine=check.engine,
            draws=len(posterior.z),
            effective_sample_size=check.effective_sample_size,
            pareto_k=check.pareto_k,
            r_hat=check.r_hat,
            trustworthy=check.trustworthy,
            seed=posterior.seed,
            versions={name: version(name) for name in ("unknot", "jax", "numpy")},
            data_hash=posterior.data_hash,
        ),
    )


def _estimate(values: Numbers) -> Estimate:
    lo, median, hi = np.quantile(values, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2])
    return Estimate(float(median), float(lo), float(hi))


def _relief(posterior: Posterior, name: str) -> ReliefAnswer:
    fact, diary = find_intervention(name), posterior.diary
    places = posterior.chosen(DRAWS)
    owner = f"relief_{name}"
    size = posterior.state_draws((f"{owner}.size",), places)[f"{owner}.size"]
    half_life = posterior.parameters[f"{owner}.half_life"][places]
    staying = posterior.parameters[f"{owner}.staying"][places]
    left = _curve(size, half_life, staying, _CURVE)
    sessions, usable = _sessions(posterior, name)
    contraction = _contraction(posterior, f"{owner}.half_life")
    one_point = float(np.mean(size > ONE_POINT))
    reasons = _reasons(posterior, usable, contraction, one_point)
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
        peak=_estimate(size),
        half_life_days=_estimate(half_life),
        days_above_one_point=_estimate(_days_above(size, half_life, staying)),
        bands=dict(zip(("<1", "1-3", "3-7", ">7"), bands, strict=True)),
        probability_lasts_days=lasts,
        share_that_stays=_estimate(staying),
        probability_one_point=one_point,
        learned_from_data=contraction,
        verdict=NOT_ENOUGH if reasons else LEARNED,
        reasons=reasons,
        curve=tuple(CurvePoint(float(day), _estimate(left[:, i])) for i, day in enumerate(_CURVE)),
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


def _sessions(posterior: Posterior, name: str) -> tuple[int, int]:
    starts = [dose.day for dose in posterior.record.doses if dose.intervention == name]
    days = np.asarray([entry.day for entry in posterior.record.answers(PAIN)])
    usable = sum(bool(np.any((days > start) & (days <= start + 7))) for start in starts)
    return len(starts), usable


def _contraction(posterior: Posterior, parameter: str) -> float:
    """How much of the prior variance of a parameter the data took away, on its whitened scale."""
    place = list(posterior.parameters).index(parameter)
    z, weights = posterior.z[:, place], posterior.weights
    spread = weighted_quantile(z, weights, 0.9) - weighted_quantile(z, weights, 0.1)
    # Width of the middle 80 % of the whitened prior: Student-t with 5 degrees of freedom.
    prior_spread = 2 * 1.4759
    return float(np.clip(1 - (spread / prior_spread) ** 2, 0.0, 1.0))


def _reasons(posterior: Posterior, usable: int, contraction: float, one_point: float) -> tuple[str, ...]:
    found: list[str] = []
    if usable < FEWEST_SESSIONS:
        found.append(
            f"Only {usable} of the sessions have an answer in the week after; at least {FEWEST_SESSIONS} are needed."
        )
    if contraction < LEAST_CONTRACTION:
        found.append("The answers say little about how long relief lasts beyond what was assumed before.")
    if one_point < 0.5:
        found.append("The relief is probably less than one point, too small to follow from day to day.")
    if not posterior.check.trustworthy:
        found.append("The computation did not pass its checks.")
    return tuple(found)


def _driver(posterior: Posterior, name: str) -> DriverAnswer:
    fact = find_instrument(name)
    owner, _, quantity = fact.reads.partition(".")
    state = f"{owner}.{quantity}_coupling"
    draws = posterior.state_draws((state,), posterior.chosen(DRAWS))[state]
    swing = posterior.diary.variation[name]
    effect = draws * swing * (-1 if fact.better == "high" else 1)
    estimate, more = _estimate(effect), float(np.mean(effect > 0))
    count = len(posterior.record.answers(name))
    return DriverAnswer(
        name=name,
        title=fact.bad_day,
        answers=count,
        effect=estimate,
        swing=swing,
        probability_more_pain=more,
        verdict=_driver_verdict(estimate, more, count),
    )


def _driver_verdict(effect: Estimate, more: float, count: int) -> str:
    if count < FEWEST_ANSWERS:
        return NOT_ENOUGH
    if more > 0.95 or more < 0.05:
        return LEARNED
    return NO_CLEAR_LINK if max(abs(effect.lo), abs(effect.hi)) < 0.4 else NOT_ENOUGH


def _days(posterior: Posterior) -> tuple[tuple[TimelinePoint, ...], tuple[ForecastPoint, ...]]:
    record = posterior.record
    moments = [entry.day for entry in (*record.responses, *record.doses)]
    first, last = np.floor(min(entry.day for entry in record.responses)), max(moments)
    step = max(0.5, float(np.ceil((last - first) / _MOST_PAST_MOMENTS)))
    past = np.arange(first, last, step)
    coming = [float(np.floor(last)) + EVENING + day for day in range(FORECAST_DAYS + 1)]
    coming = [day for day in coming if day > last][:FORECAST_DAYS]
    band = pain_band(posterior, [*past, *coming], level=LEVEL)
    rows = list(zip(band.days, band.mean, band.lo, band.hi, band.relief, strict=True))
    timeline = tuple(TimelinePoint(*map(float, row)) for row in rows[: len(past)])
    forecast = tuple(
        ForecastPoint(record.clock.label(float(day)), float(day), float(mean), float(lo), float(hi))
        for day, mean, lo, hi, _ in rows[len(past) :]
    )
    return timeline, forecast


def _next_steps(
    posterior: Posterior, relief: Sequence[ReliefAnswer], drivers: Sequence[DriverAnswer]
) -> tuple[str, ...]:
    steps: list[str] = []
    if not relief:
        steps.append(
            "Write down each session with its day and length: without sessions nothing can be said about relief."
        )
    if not posterior.check.trustworthy:
        steps.append("Run the report again with the slower method (option --engine nuts).")
    elif any(entry.verdict == NOT_ENOUGH for entry in relief):
        steps.append(
            "Vary the gap between sessions, for example 5, then 9, then 12 days: even gaps hide how relief fades."
        )
        steps.append("Rate pain on the morning after a session and on the three days that follow.")
    if not drivers:
        steps.append("Add one evening question on sleep and one on stress, 0 to 10, to see what goes with more pain.")
    return tuple(steps)


def _generic_notices(relief: Sequence[ReliefAnswer], said: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"'{entry.title}' has no fact file: it is treated as a generic treatment with a wide prior."
        for entry in relief
        if not entry.known and not any(entry.intervention in notice for notice in said)
    )
