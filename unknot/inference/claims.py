"""What is claimed about a treatment: half-lives unlike the usual get a better chance than a forecast gives them.

The prior of a half-life tells a forecast what is usual. A few weeks of one diary move it only part of the way, so under
it the intervals of people whose relief goes within hours, or lasts for ten days, would miss too often. Claims are made
under a prior around the same median with a wider spread; with much data the two agree.
"""

from __future__ import annotations

import numpy as np

from unknot.inference.pareto import normalised_weights
from unknot.inference.posterior import Posterior
from unknot.inference.student_t import log_density
from unknot.model.exposure import Numbers
from unknot.model.mechanisms.relief import HALF_LIFE_TAILS

WIDENING = 2.0
"""Spread of the half-life's prior for claims over that for forecasts, on the scale of its logarithm."""


def claim_weights(posterior: Posterior, intervention: str) -> Numbers:
    """Normalised weights of the draws under the wider prior of one treatment's half-life.

    The tails of the prior fall like a power, so the ratio of the two priors is bounded and no weight explodes.
    """
    z = posterior.z[:, list(posterior.parameters).index(f"relief_{intervention}.half_life")]
    wider = log_density(z / WIDENING, HALF_LIFE_TAILS) - log_density(z, HALF_LIFE_TAILS)
    with np.errstate(divide="ignore"):
        return normalised_weights(np.log(posterior.weights) + wider)
