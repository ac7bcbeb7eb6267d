"""Inverses of many symmetric 3 by 3 matrices at once, by their cofactors."""

from __future__ import annotations

import numpy as np

from unknot.model.exposure import Numbers


def inverse_and_determinant(matrices: Numbers) -> tuple[Numbers, Numbers]:
    """Inverse and determinant of symmetric matrices, shapes (..., 3, 3) and (...)."""
    entry = [[matrices[..., i, j] for j in range(3)] for i in range(3)]

    def cofactor(i: int, j: int) -> Numbers:
        (k, m), (n, p) = ((1, 2), (2, 0), (0, 1))[i], ((1, 2), (2, 0), (0, 1))[j]
        return entry[k][n] * entry[m][p] - entry[k][p] * entry[m][n]

    found = np.empty_like(matrices)
    for i in range(3):
        for j in range(i, 3):
            found[..., i, j] = found[..., j, i] = cofactor(i, j)
    determinant = np.sum(matrices[..., 0, :] * found[..., 0, :], axis=-1)
    return found / determinant[..., None, None], determinant
