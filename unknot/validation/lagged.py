"""Lagged links within people: what of one moment goes with the next, each person beside their own usual."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from unknot.model.exposure import Numbers


@dataclass(frozen=True, slots=True)
class Link:
    """How an outcome goes with an earlier cause.

    Attributes:
        slope: Points of the outcome by a point of the cause.
        z: The slope over its standard error.
        p: Two-sided p of no link.
    """

    slope: float
    z: float
    p: float


def within_people(values: Numbers) -> Numbers:
    """Values beside each person's own mean, shape (persons, ...)."""
    return values - values.mean(axis=tuple(range(1, values.ndim)), keepdims=True)


def link(outcome: Numbers, cause: Numbers, *also: Numbers) -> Link:
    """Least squares of an outcome on a cause, everything beside each person's own mean.

    Without the means between people this is what a model with an intercept for each person gives.

    Args:
        outcome: Shape (persons, ...).
        cause: What may lead to it, of the same shape.
        also: What else is held constant, such as the outcome of the moment before.
    """
    columns = np.stack([within_people(one).ravel() for one in (cause, *also)], axis=1)
    target = within_people(outcome).ravel()
    inverse = np.linalg.pinv(columns.T @ columns)
    slopes = inverse @ (columns.T @ target)
    degrees = target.size - outcome.shape[0] - columns.shape[1]
    residual = target - columns @ slopes
    error = np.sqrt(residual @ residual / degrees * inverse[0, 0])
    z = float(slopes[0] / error) if error > 0 else 0.0
    return Link(float(slopes[0]), z, float(2 * stdtr(degrees, -abs(z))))
