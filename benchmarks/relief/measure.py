"""One simulated client, fitted and held against the truth."""

from __future__ import annotations

from typing import Any

import numpy as np
from relief.cells import Cell
from relief.worlds import left, live

from unknot.inference.claims import claim_weights
from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.report.answer import LEARNED, Estimate
from unknot.report.answer_relief import relief_answer

CURVE_DAYS = (1, 3, 7)


def measured(cell: Cell, seed: int) -> dict[str, Any] | None:
    """What the report says and whether it holds; None where the client never had a session or an answer."""
    record, staying = live(cell.world, cell.diary, seed)
    if not record.doses or not record.answers("pain"):
        return None
    posterior = fit(record, seed=seed)
    entry = relief_answer(posterior, "massage")
    half = posterior.parameters["relief_massage.half_life"]
    weights = claim_weights(posterior, "massage")
    ninety = [weighted_quantile(half, weights, probability) for probability in (0.05, 0.95)]
    truth, peak = cell.world.half_life, cell.world.typical_peak(record)
    curve = {point.day: point.relief for point in entry.curve}
    true_curve = peak * left(cell.world, staying, np.asarray(CURVE_DAYS, float)) if cell.world.peak else None
    return {
        "learned": entry.verdict == LEARNED,
        "trustworthy": posterior.check.trustworthy,
        "median": entry.half_life_days.median,
        "ratio": entry.half_life_days.hi / entry.half_life_days.lo,
        "half80": None if truth is None else _holds(entry.half_life_days, truth),
        "half90": None if truth is None else bool(ninety[0] <= truth <= ninety[1]),
        "peak": entry.peak.median,
        "peak80": _holds(entry.peak, peak),
        "peak_above_zero": entry.peak.lo > 0,
        "stays": entry.share_that_stays.median,
        "stays80": None if cell.world.kernel is not None else _holds(entry.share_that_stays, staying),
        "one_point": entry.probability_one_point,
        "taken": entry.learned_from_data,
        "curve80": None
        if true_curve is None
        else [_holds(curve[float(day)], float(value)) for day, value in zip(CURVE_DAYS, true_curve, strict=True)],
    }


def _holds(interval: Estimate, truth: float) -> bool:
    return bool(interval.lo <= truth <= interval.hi)
