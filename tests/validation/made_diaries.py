"""Small made-up diaries for tests of backtests."""

from __future__ import annotations

import numpy as np

from unknot.records import Record, Response
from unknot.validation.series import Series, series_of


def wandering(person: str = "A", count: int = 40, seed: int = 0, resolution: float = 1.0) -> Series:
    """Whole answers around a level that wanders slowly."""
    generator = np.random.default_rng(seed)
    level = 5 + np.cumsum(generator.normal(0, 0.2, count))
    values = np.clip(np.round((level + generator.normal(0, 0.9, count)) / resolution) * resolution, 0, 10)
    return series_of(record_of(person, np.arange(count, dtype=float), values, resolution))


def record_of(person, days, values, resolution=1.0, doses=()) -> Record:
    responses = tuple(Response(float(day), "pain", float(value)) for day, value in zip(days, values, strict=True))
    return Record(person, responses, tuple(doses), resolutions={"pain": resolution})
