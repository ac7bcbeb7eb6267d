"""Trials of one that a known truth has written."""

from __future__ import annotations

import numpy as np

from unknot.model.exposure import Numbers
from unknot.planning.trial.outcome_model import exposure
from unknot.planning.trial.schedule import Period, make_periods
from unknot.records import Record, Response

SEQUENCE = (0, 1, 1, 0, 1, 0, 0, 1)


def made_trial(
    effect: float,
    seed: int,
    *,
    correlation: float = 0.3,
    carry_over: float = 0.5,
    answered: float = 0.85,
    washout: float = 2.0,
    instrument: str = "pain",
) -> tuple[Record, tuple[Period, ...]]:
    """A diary under four blocks of two periods of ten days, and the periods."""
    generator = np.random.default_rng(seed)
    periods = make_periods(SEQUENCE, 0.0, 10.0, washout)
    days = np.arange(80.0) + 20 / 24
    noise = generator.standard_normal(80)
    for day in range(1, 80):
        noise[day] = correlation * noise[day - 1] + np.sqrt(1 - correlation**2) * noise[day]
    felt = 5 + 1.2 * noise + effect * exposure(days, periods, np.asarray([carry_over]))[0]
    kept = generator.random(80) < answered
    return record_of(days[kept], np.clip(np.round(felt), 0, 10)[kept], instrument), periods


def record_of(days: Numbers, values: Numbers, instrument: str = "pain") -> Record:
    """A record with these answers."""
    return Record("made", tuple(Response(float(d), instrument, float(v)) for d, v in zip(days, values, strict=True)))
