"""Made-up answers in the shape of real ones: an exponential relief model, sampled by hand."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from unknot.records import Clock, Dose, Record, Response
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

MARCH = Clock(datetime(2025, 3, 3, 0, 0, tzinfo=UTC), "Europe/Berlin")
NUMBERED = Clock()
LEVEL = 0.8
FORECAST_DAYS = 7


def relief_of(
    intervention: str = "massage",
    title: str = "Massage",
    *,
    sessions: int = 8,
    usable: int | None = None,
    minutes: float = 60,
    peak: tuple[float, float, float] = (2.1, 1.4, 2.8),
    half: tuple[float, float, float] = (3.0, 1.5, 6.0),
    stays: tuple[float, float, float] = (0.04, 0.0, 0.2),
    bands: Sequence[float] = (0.07, 0.46, 0.36, 0.11),
    above: tuple[float, float, float] = (3.4, 1.2, 6.2),
    verdict: str = LEARNED,
    reasons: tuple[str, ...] = (),
    known: bool = True,
    learned: float = 0.62,
    one_point: float = 0.97,
) -> ReliefAnswer:
    return ReliefAnswer(
        intervention=intervention,
        title=title,
        known=known,
        sessions=sessions,
        usable_sessions=sessions if usable is None else usable,
        minutes=minutes,
        peak=Estimate(*peak),
        half_life_days=Estimate(*half),
        days_above_one_point=Estimate(*above),
        bands=dict(zip(("<1", "1-3", "3-7", ">7"), bands, strict=True)),
        probability_lasts_days={"1": 0.92, "3": 0.55, "7": 0.09},
        share_that_stays=Estimate(*stays),
        probability_one_point=one_point,
        learned_from_data=learned,
        verdict=verdict,
        reasons=reasons,
        curve=_curve(peak, half, stays),
    )


def _curve(peak: Sequence[float], half: Sequence[float], stays: Sequence[float]) -> tuple[CurvePoint, ...]:
    def at(index: int, day: float) -> float:
        return peak[index] * (stays[index] + (1 - stays[index]) * 2 ** (-day / half[index]))

    days = [step / 4 for step in range(0, 4 * 14 + 1)]
    return tuple(CurvePoint(day, Estimate(at(0, day), at(1, day), at(2, day))) for day in days)


POOR_NIGHT = DriverAnswer("sleep", "a poor night", 50, Estimate(0.6, 0.3, 0.9), 1.7, 0.99, LEARNED)
STRESSFUL = DriverAnswer("stress", "a stressful day", 52, Estimate(0.5, 0.2, 0.8), 2.0, 0.98, LEARNED)
LOW_MOOD = DriverAnswer("mood", "a day of low mood", 48, Estimate(0.04, -0.1, 0.2), 1.5, 0.62, NO_CLEAR_LINK)
SITTING = DriverAnswer("sitting", "a day of long sitting", 9, Estimate(0.2, -0.5, 0.9), 1.1, 0.64, NOT_ENOUGH)
WALKING = DriverAnswer("walk", "a day with a long walk", 40, Estimate(-0.4, -0.7, -0.1), 1.1, 0.03, LEARNED)

CHECKS = Diagnostics(
    engine="importance sampling",
    draws=2000,
    effective_sample_size=1480.3,
    pareto_k=0.21,
    r_hat=None,
    trustworthy=True,
    seed=7,
    versions={"unknot": "0.1.0", "jax": "0.6.2", "python": "3.11.7"},
    data_hash="9f2c4e7a1b3d5f60" * 4,
)


def answer_of(
    *,
    person: str = "Mara L.",
    days: int = 56,
    doses: Sequence[Dose] = (),
    relief: tuple[ReliefAnswer, ...] = (),
    drivers: tuple[DriverAnswer, ...] = (POOR_NIGHT, STRESSFUL, LOW_MOOD, SITTING),
    strips: Sequence[str] = ("sleep", "stress"),
    clock: Clock = MARCH,
    answered: float = 0.9,
    seed: int = 3,
    base: Callable[[float], float] = lambda day: 6.2 - 0.02 * day,
    next_steps: tuple[str, ...] = (),
    notices: tuple[str, ...] = (),
    diagnostics: Diagnostics = CHECKS,
    effect: tuple[float, float] = (2.1, 3.0),
) -> Answer:
    chance = random.Random(seed)
    size, half = effect

    def relief_at(day: float) -> float:
        since = (day - dose.day for dose in doses if dose.day <= day)
        return sum(size * 2 ** (-gap / half) for gap in since if gap < 60)

    def expected(day: float) -> float:
        return min(max(base(day) - relief_at(day), 0.0), 10.0)

    def answer(day: float) -> float:
        return float(min(max(round(expected(day) + chance.gauss(0, 0.8)), 0), 10))

    evenings = [day + 0.8 for day in range(days) if chance.random() < answered]
    responses = [Response(day, "pain", answer(day)) for day in evenings]
    for strip in strips:
        responses += [
            Response(day, strip, float(min(max(round(chance.gauss(5, 2)), 0), 10)))
            for day in evenings
            if chance.random() < 0.93
        ]
    steps = [step / 4 for step in range(4 * days + 1)] if days < 400 else [float(day) for day in range(days)]
    timeline = tuple(
        TimelinePoint(day, expected(day), expected(day) - 1.1, expected(day) + 1.1, relief_at(day)) for day in steps
    )
    ahead = [days + 0.8 + day for day in range(FORECAST_DAYS)]
    forecast = tuple(
        ForecastPoint(
            clock.label(day),
            day,
            expected(day),
            expected(day) - _widening(day - days),
            expected(day) + _widening(day - days),
        )
        for day in ahead
    )
    record = Record(person, tuple(responses), tuple(doses), clock)
    return Answer(record, relief, drivers, forecast, timeline, next_steps, notices, LEVEL, diagnostics)


def _widening(days: float) -> float:
    return 1.2 + 0.8 * (1 - math.exp(-days / 3))


def weekly(count: int, intervention: str = "massage", *, first: float = 5.7, gap: float = 7, minutes: float = 60):
    return [Dose(first + gap * index + (index * 3 % 4 - 1.5), intervention, minutes) for index in range(count)]
