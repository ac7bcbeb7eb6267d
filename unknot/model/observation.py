r"""From a state to an answer: people round to the scale they are given and cannot go beyond its ends.

The rating $f \sim N(\mu, S)$ is answered as k when it falls within half a step of k; the lowest and the highest answer
take all that lies beyond. The filter needs the probability of an answer and the mean and variance of f given it:
those of a normal cut off at both sides.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy.special import log_ndtr
from jaxtyping import Array, Float
from numpy.typing import NDArray

LOWEST, HIGHEST = 0.0, 10.0
_FAR = 1e4
_TINY = 1e-9
# A scale without steps is treated as one with steps this fine: narrower ones would cost digits.
_NARROWEST = 1e-6


def answer_limits(answer: Array, half_width: Array) -> tuple[Array, Array]:
    """The ratings that are given as this answer; the ends of the scale reach out without limit."""
    lower = jnp.where(answer - half_width < LOWEST + _TINY, -_FAR, answer - half_width)
    upper = jnp.where(answer + half_width > HIGHEST - _TINY, _FAR, answer + half_width)
    return lower, upper


def rounded_moments(mean: Array, variance: Array, answer: Array, half_width: Array) -> tuple[Array, Array, Array]:
    """Log-probability of an answer, and mean and variance of the rating behind it.

    Args:
        mean: Predicted rating [nrs].
        variance: Its variance, rating noise included [nrs^2].
        answer: The answer given [nrs].
        half_width: Half the distance between neighbouring answers [nrs].
    """
    sd = jnp.sqrt(variance)
    half_width = jnp.maximum(half_width, _NARROWEST)
    lower, upper = answer_limits(answer, half_width)
    a, b = (lower - mean) / sd, (upper - mean) / sd
    # Mirrored so that both limits lie in the lower tail, where the logarithms keep their digits.
    flip = a + b > 0
    low, high = jnp.where(flip, -b, a), jnp.where(flip, -a, b)
    log_high, log_low = log_ndtr(high), log_ndtr(low)
    log_probability = log_high + _log1mexp(jnp.maximum(log_high - log_low, _TINY))
    ratio_low = jnp.exp(_log_density(low) - log_probability)
    ratio_high = jnp.exp(_log_density(high) - log_probability)
    shift = ratio_low - ratio_high
    shrink = 1 + low * ratio_low - high * ratio_high - shift**2
    centre = mean + sd * jnp.where(flip, -shift, shift)
    floor = jnp.minimum(half_width**2 / (4 * variance), 0.5)
    return log_probability, centre, variance * jnp.clip(shrink, floor * 1e-3, 1.0)


def repeated_moments(
    fresh: tuple[Array, Array, Array], mean: Array, variance: Array, chance: Array, repeats: Array
) -> tuple[Array, Array, Array, Array]:
    r"""The same for an answer that may only repeat the last one, which then tells nothing.

    With the chance s of a repetition and the probability p of the answer as a fresh one, an answer equal to the last
    has probability $s + (1-s)p$ and is fresh with $w = (1-s)p/(s + (1-s)p)$; another one has probability $(1-s)p$ and
    is fresh. The rating behind a repeated answer is a mixture of what was expected and what a fresh answer says.

    Args:
        fresh: What `rounded_moments` says of the answer.
        mean: Predicted rating [nrs].
        variance: Its variance, rating noise included [nrs^2].
        chance: Chance of a repetition, s.
        repeats: Whether the answer is the last one again.

    Returns:
        Log-probability of the answer, mean and variance of the rating behind it, and the probability w.
    """
    log_fresh, centre, left = fresh
    anew = jnp.log1p(-chance) + log_fresh
    possible = chance > 0
    habit = jnp.log(jnp.where(possible, chance, 1.0))
    log_probability = jnp.where(repeats & possible, jnp.logaddexp(habit, anew), anew)
    weight = jnp.exp(anew - log_probability)
    off = weight * (centre - mean)
    mixed = (1 - weight) * variance + weight * left + weight * (1 - weight) * (centre - mean) ** 2
    return log_probability, mean + off, mixed, weight


def with_habit(answers: NDArray[np.float64], repeated: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Answers of which some only repeat the one given before; the first is always fresh.

    Args:
        answers: The fresh answers in order.
        repeated: Which of them are replaced by the answer given before.
    """
    last = np.maximum.accumulate(np.where(repeated & (np.arange(len(answers)) > 0), 0, np.arange(len(answers))))
    return answers[last]


def round_answer(rating: Array, resolution: float) -> Array:
    """The answer that is given for a rating: the nearest one on the scale, within its ends."""
    return jnp.clip(jnp.round(rating / resolution) * resolution, LOWEST, HIGHEST)


def draw_answers(
    value: Float[Array, "*shape"], rating_noise: Array, key: Array, resolution: float = 1.0
) -> Float[Array, "*shape"]:
    """Answers of simulated people to what their states would show a perfect instrument."""
    return round_answer(value + rating_noise * jax.random.normal(key, value.shape), resolution)


def _log_density(z: Array) -> Array:
    return -0.5 * z**2 - 0.5 * jnp.log(2 * jnp.pi)


def _log1mexp(x: Array) -> Array:
    """log(1 - exp(-x)) for x > 0, by the form that keeps its digits on each side."""
    small = x < jnp.log(2.0)
    return jnp.where(
        small,
        jnp.log(-jnp.expm1(-jnp.where(small, x, 1.0))),
        jnp.log1p(-jnp.exp(-jnp.where(small, 1.0, x))),
    )
