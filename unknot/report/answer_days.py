"""The part of the answer about the days that were and those to come."""

from __future__ import annotations

import numpy as np

from unknot.inference.forecast import pain_band
from unknot.inference.posterior import Posterior
from unknot.report.answer import ForecastPoint, TimelinePoint
from unknot.report.estimates import LEVEL

FORECAST_DAYS = 7
EVENING = 20.0
_MOST_PAST_MOMENTS = 400


def days_answer(posterior: Posterior) -> tuple[tuple[TimelinePoint, ...], tuple[ForecastPoint, ...]]:
    """What is believed about the past in even steps, and about the coming evenings without further doses."""
    record = posterior.record
    moments = [entry.day for entry in (*record.responses, *record.doses)]
    first, last = np.floor(min(entry.day for entry in record.responses)), max(moments)
    step = max(0.5, float(np.ceil((last - first) / _MOST_PAST_MOMENTS)))
    past = np.arange(first, last, step)
    evenings = (record.clock.day_of(int(last) + date, EVENING) for date in range(-1, FORECAST_DAYS + 2))
    coming = [day for day in evenings if day > last][:FORECAST_DAYS]
    band = pain_band(posterior, [*past, *coming], level=LEVEL)
    rows = list(zip(band.days, band.mean, band.lo, band.hi, band.relief, strict=True))
    timeline = tuple(TimelinePoint(*map(float, row)) for row in rows[: len(past)])
    forecast = tuple(
        ForecastPoint(record.clock.label(float(day)), float(day), float(mean), float(lo), float(hi))
        for day, mean, lo, hi, _ in rows[len(past) :]
    )
    return timeline, forecast
