"""The density of Student's t distribution, to the last bit that of SciPy's, whose statistics take long to import."""

from __future__ import annotations

import numpy as np
from scipy.special import poch

from unknot.model.exposure import Numbers


def log_density(x: Numbers, degrees: float) -> Numbers:
    """Logarithm of the density.

    Args:
        x: Points.
        degrees: Degrees of freedom.
    """
    constant = np.log(poch(0.5 * degrees, 0.5)) - 0.5 * (np.log(degrees) + np.log(np.pi))
    return np.asarray(constant - (degrees + 1) / 2 * np.log1p(x * x / degrees))
