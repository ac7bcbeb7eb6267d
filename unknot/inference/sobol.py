"""Scrambled Sobol points, to the last bit those of SciPy, whose statistics take longer to import than a fit takes.

The directions are those of Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections" (SIAM
Journal on Scientific Computing 2008); the scrambling is Matousek's, by random lower triangular matrices and a shift.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from unknot.inference.sobol_directions import DIRECTIONS
from unknot.model.exposure import Numbers

BITS = 30
_PLACES = np.arange(BITS, dtype=np.uint32)


def scrambled_sobol(size: int, count: int, generator: np.random.Generator) -> Numbers:
    """Points in the unit cube, shape (count, size).

    Args:
        size: Dimensions; beyond those in the table SciPy draws the points.
        count: How many, a power of 2.
        generator: Where the scrambling comes from.
    """
    if size > len(DIRECTIONS):
        from scipy.stats.qmc import Sobol

        return np.asarray(Sobol(size, rng=generator).random(count))
    own = generator.spawn(1)[0]  # as SciPy does
    shift = own.integers(2, size=(size, BITS), dtype=np.uint32) @ (np.uint32(1) << _PLACES)
    lower = np.tril(own.integers(2, size=(size, BITS, BITS), dtype=np.uint32))
    lower[:, _PLACES, _PLACES] = 1
    directions = np.stack([_directions(dimension) for dimension in range(size)])
    high_first = directions[:, :, None] >> _PLACES[::-1] & 1
    scrambled = np.einsum("dpi,dji->djp", lower, high_first) & 1
    vectors = (scrambled << _PLACES[::-1]).sum(axis=2, dtype=np.uint32)
    points = np.empty((count, size), dtype=np.uint32)
    points[0] = shift
    # The Gray code: each point differs from the one before by one direction, that of the lowest zero of its number.
    numbers = np.arange(count - 1)
    lowest_zero = np.log2(~numbers & (numbers + 1)).astype(int)
    points[1:] = vectors[:, lowest_zero].T
    return np.bitwise_xor.accumulate(points, axis=0) * (1.0 / 2**BITS)


@cache
def _directions(dimension: int) -> NDArray[np.uint32]:
    """The direction numbers of one dimension, the first one the highest bit."""
    polynomial, first = DIRECTIONS[dimension]
    degree = polynomial.bit_length() - 1
    found = list(first) if degree else [1] * BITS
    for place in range(len(found), BITS):
        new = found[place - degree]
        for k in range(degree):
            if polynomial >> (degree - 1 - k) & 1:
                new ^= found[place - k - 1] << (k + 1)
        found.append(new)
    return np.asarray([number << (BITS - 1 - place) for place, number in enumerate(found)], dtype=np.uint32)
