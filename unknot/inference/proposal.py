"""Where importance sampling draws from: Student-t distributions, each with its share of the draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri, logsumexp, ndtri

from unknot.inference.sobol import scrambled_sobol
from unknot.model.exposure import Numbers

TAILS = 4.0
"""Degrees of freedom: fewer than those of any prior, so that no weight explodes where the data say nothing."""
_TINY = 1e-12


@dataclass(frozen=True)
class Proposal:
    """A Student-t distribution of whitened coordinates.

    Attributes:
        centre: Its centre.
        root: Cholesky factor of its scale matrix.
        count: How many draws come from it; a power of 2.
    """

    centre: Numbers
    root: Numbers
    count: int

    @classmethod
    def around(cls, centre: Numbers, covariance: Numbers, count: int) -> Proposal:
        """The proposal with this scale matrix."""
        return cls(centre, np.asarray(np.linalg.cholesky(covariance), dtype=float), count)

    def draw(self, generator: np.random.Generator) -> Numbers:
        """Draws by a scrambled Sobol sequence, which leaves fewer gaps and clusters than independent draws."""
        uniform = scrambled_sobol(len(self.centre) + 1, self.count, generator).clip(_TINY, 1 - _TINY)
        normal, scale = ndtri(uniform[:, :-1]), np.sqrt(TAILS / chdtri(TAILS, uniform[:, -1]))
        return self.centre + (normal * scale[:, None]) @ self.root.T

    def log_density(self, z: Numbers) -> Numbers:
        """At many points, up to the constant that all proposals of one size share."""
        size = len(self.centre)
        raw = np.linalg.solve(self.root, (z - self.centre).T)
        log_volume = np.sum(np.log(np.diag(self.root)))
        return -0.5 * (TAILS + size) * np.log1p(np.sum(raw**2, axis=0) / TAILS) - log_volume


def log_mixture(proposals: Sequence[Proposal], z: Numbers) -> Numbers:
    """Log-density of what all proposals together draw from, at many points, up to a constant."""
    counts = np.asarray([proposal.count for proposal in proposals], dtype=float)
    parts = np.stack([proposal.log_density(z) for proposal in proposals])
    return np.asarray(logsumexp(parts, axis=0, b=(counts / counts.sum())[:, None]))
