r"""The exact step of the production-loss form, for any step length.

$$x^+ = x\,e^{-l\Delta} + p\,\Delta\,\varphi(l\Delta), \qquad \varphi(z) = \frac{1-e^{-z}}{z}$$

with Ornstein-Uhlenbeck noise of variance $q\,\Delta\,\varphi(2l\Delta)$ (Rush and Larsen's exponential step). Fast
states fall onto their balance by themselves, so no step is too long.
"""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from unknot.model.parameter import Scalar

_SMALL = 1e-6


def mean_decay(z: Float[Array, "*shape"] | Scalar) -> Array:
    r"""$\varphi(z) = (1-e^{-z})/z$, continuous at 0: the average of $e^{-s}$ over s in [0, z]."""
    z = jnp.asarray(z)
    safe = jnp.where(z < _SMALL, 1.0, z)
    return jnp.where(z < _SMALL, 1 - z / 2, -jnp.expm1(-safe) / safe)


def exponential_step(
    x: Float[Array, " state"],
    production: Float[Array, " state"],
    loss: Float[Array, " state"],
    step: Scalar,
) -> Float[Array, " state"]:
    """The state after a step during which production and loss stay as they are."""
    return x * jnp.exp(-loss * step) + production * step * mean_decay(loss * step)


def noise_variance(rate: Float[Array, " state"], loss: Float[Array, " state"], step: Scalar) -> Float[Array, " state"]:
    """Variance that noise of a given rate [unit^2/day] leaves after a step [unit^2]."""
    return rate * step * mean_decay(2 * loss * step)
