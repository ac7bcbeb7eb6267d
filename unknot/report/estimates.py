"""From draws to an estimate: the median and the ends of the interval that every page shows."""

from __future__ import annotations

import numpy as np

from unknot.model.exposure import Numbers
from unknot.report.answer import LEVEL as LEVEL
from unknot.report.answer import Estimate

DRAWS = 2000


def estimate(values: Numbers) -> Estimate:
    """The median of equally weighted draws, and the interval that holds them with probability `LEVEL`."""
    lo, median, hi = np.quantile(values, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2])
    return Estimate(float(median), float(lo), float(hi))
