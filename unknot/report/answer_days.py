"""The part of the answer about the days that were and those to come."""

from __future__ import annotations

import numpy as np

from unknot.inference.forecast import Band, pain_band
from unknot.inference.posterior import Posterior
from unknot.report.answer import ForecastPoint, TimelinePoint
from unknot.report.estimates import LEVEL

FORECAST_DAYS = 7
EVENING = 20.0
_MOST_PAST_MOMENTS = 400


def days_answer(posterior: Posterior, ahead: Posterior) -> tuple[tuple[TimelinePoint, ...], tuple[ForecastPoint, ...]]:
    """What is believed about the past in even steps, and about the coming evenings without further doses.

    Args:
        posterior: What the past is told by.
        ahead: What the coming evenings are told by: the same, or that together with other clients.
    """
    record = posterior.record
    moments = [entry.day for entry in (*record.responses, *record.doses)]
    first, last = np.floor(min(entry.day for entry in record.responses)), max(moments)
    step = max(0.5, float(np.ceil((last - first) / _MOST_PAST_MOMENTS)))
    past = np.arange(first, last, step)
    evenings = (record.clock.day_of(int(last) + date, EVENING) for date in range(-1, FORECAST_DAYS + 2))
    coming = [day for day in evenings if day > last][:FORECAST_DAYS]
    band = pain_band(posterior, [*past, *coming], level=LEVEL)
    rows = _rows(band)
    timeline = tuple(TimelinePoint(*row) for row in rows[: len(past)])
    to_come = rows[len(past) :]
    if ahead is not posterior:
        to_come = _rows(pain_band(ahead, coming, level=LEVEL))
    forecast = tuple(ForecastPoint(record.clock.label(day), day, mean, lo, hi) for day, mean, lo, hi, _ in to_come)
    return timeline, forecast


def _rows(band: Band) -> list[tuple[float, float, float, float, float]]:
    rows = zip(band.days, band.mean, band.lo, band.hi, band.relief, strict=True)
    return [(float(day), float(mean), float(lo), float(hi), float(relief)) for day, mean, lo, hi, relief in rows]
