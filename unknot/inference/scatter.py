"""Two readings of the same scatter: pain that fluctuates fast, or ratings that are noisy.

Where a diary cannot tell one from the other the posterior is bent like an L: along one arm the fluctuation explains
nearly all of the scatter and the noise may be anything small, along the other it is the reverse. The search for the
maximum ends in one arm, and what it learns there about widths knows nothing of the other.
"""

from __future__ import annotations

import math

import numpy as np

from unknot.inference.target import Target
from unknot.model.exposure import Numbers

FLUCTUATION, NOISE = "nociception.fluctuation_sd", "perception.rating_noise"
GREATER = 0.9
"""Share of the variance that the lesser of the two gets in the other reading."""


def other_reading(target: Target, z: Numbers) -> Numbers:
    """The point in the other arm: as much scatter in all, most of it explained by what explains less of it at z.

    Args:
        target: The person's data under the model.
        z: Whitened coordinates of a point, shape (learned,).
    """
    priors = target.model.learned()
    places = {name: list(priors).index(name) for name in (FLUCTUATION, NOISE)}
    logarithms = {name: priors[name].centre + priors[name].spread * float(z[place]) for name, place in places.items()}
    total = sum(math.exp(2 * logarithm) for logarithm in logarithms.values())
    lesser = min(logarithms, key=lambda name: logarithms[name])
    there = np.array(z)
    for name, place in places.items():
        share = GREATER if name == lesser else 1 - GREATER
        there[place] = (0.5 * math.log(share * total) - priors[name].centre) / priors[name].spread
    return there
