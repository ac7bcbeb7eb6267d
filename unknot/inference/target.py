"""The posterior of one person's learned parameters, up to a constant, as compiled functions of whitened coordinates.

Everything linear (level, effects, couplings, covariates) is integrated out by the filter; what is left are a few time
constants, noise scales and shares, whose priors are standard normal or Student-t in the whitened coordinates.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property, partial
from typing import NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from unknot.inference.cores import on_all_cores
from unknot.inference.filtering import Events, Moments, Prediction, run_filter
from unknot.model.exposure import Numbers
from unknot.model.linearise import LinearModel, Structure, linearise
from unknot.model.model import Model
from unknot.model.traced import traced_once


class Target(eqx.Module):
    """One person's data under one model.

    Attributes:
        model: The mechanisms, at the values of a typical person.
        structure: Their linear structure.
        events: The person's timeline.
        tails: Degrees of freedom of each learned parameter's prior; infinite for a normal one.
        shift: What is added to the expected start of the states (0 for claims; see `forecast`).
        widening: Factor on the spread of that start (1 but for `shared_prior`).
    """

    model: Model
    structure: Structure = eqx.field(static=True)
    events: Events
    tails: tuple[float, ...] = eqx.field(static=True)
    shift: Float[Array, " state"]
    widening: Float[Array, " state"]

    @classmethod
    def of(cls, model: Model, structure: Structure, events: Events) -> Target:
        """The target with the priors of the model."""
        degrees = tuple(prior.degrees_of_freedom or math.inf for prior in model.learned().values())
        shift, widening = (jnp.asarray(np.full(len(structure.states), value), dtype=float) for value in (0.0, 1.0))
        return cls(model, structure, events, degrees, shift, widening)

    def shifted(self, shift: Numbers) -> Target:
        """The same target with other expected starts."""
        return replace(self, shift=jnp.asarray(shift, dtype=float))

    def widened(self, widening: Numbers) -> Target:
        """The same target with other spreads of the starts."""
        return replace(self, widening=jnp.asarray(widening, dtype=float))

    def with_events(self, events: Events) -> Target:
        """The same target with another timeline."""
        return replace(self, events=events)

    def linear(self, z: Float[Array, " learned"]) -> LinearModel:
        """The linear state space at whitened coordinates z."""
        linear = linearise(self.model.at(z), self.structure)
        start = (linear.mean + self.shift, linear.sd * self.widening)
        return eqx.tree_at(lambda entry: (entry.mean, entry.sd), linear, start)

    @cached_property
    def without_events(self) -> Target:
        """The same target as far as `linear` needs it, so that compiled code is shared between timelines."""
        return self.with_events(Events.none())


class PriorTerms(NamedTuple):
    """Log-density of the whitened priors, its gradient, and their information about their location."""

    value: Numbers
    gradient: Numbers
    information: Numbers


def log_prior(z: Numbers, tails: Numbers) -> PriorTerms:
    """The whitened priors at one point or many, leading axes draws; the density is up to a constant."""
    heavy = np.isfinite(tails)
    degrees = np.where(heavy, tails, 1.0)
    value = np.where(heavy, -0.5 * (degrees + 1) * np.log1p(z**2 / degrees), -0.5 * z**2)
    gradient = np.where(heavy, -(degrees + 1) * z / (degrees + z**2), -z)
    information = np.where(heavy, (degrees + 1) / (degrees + 3), 1.0)
    return PriorTerms(value.sum(axis=-1), gradient, information)


class Curvature(NamedTuple):
    """Negative log-posterior with gradient and expected information at one point."""

    value: float
    gradient: Numbers
    information: Numbers


class LastMoments(NamedTuple):
    """Mean and covariance of the states after the last event, leading axis draws, out of reach of the compiler."""

    mean: Numbers
    covariance: Numbers


class Evaluated(NamedTuple):
    """Log-posterior, log-likelihood and last moments at many points, leading axis draws."""

    log_posterior: Numbers
    log_likelihood: Numbers
    last: LastMoments

    def followed_by(self, more: Evaluated) -> Evaluated:
        """These points and then those."""
        return Evaluated(
            np.concatenate([self.log_posterior, more.log_posterior]),
            np.concatenate([self.log_likelihood, more.log_likelihood]),
            LastMoments(
                np.concatenate([self.last.mean, more.last.mean]),
                np.concatenate([self.last.covariance, more.last.covariance]),
            ),
        )


@traced_once
def _linear_and_slopes(target: Target, z: Array) -> tuple[LinearModel, LinearModel]:
    return target.linear(z), jax.jacfwd(target.linear, argnums=0)(z)


@traced_once
def _curvature(
    structure: Structure, events: Events, linear: LinearModel, slopes: LinearModel
) -> tuple[Array, Array, Array]:
    def outcomes(at: LinearModel) -> tuple[tuple[Array, Array, Array], Prediction]:
        found = run_filter(at, structure, events).predictions
        return (jnp.sum(found.log_probability), found.mean, found.variance), found

    # Forward mode: a handful of tangents through a long scan is cheaper than one pass back through it.
    _, (by_value, by_mean, by_variance), found = jax.vmap(
        lambda tangent: jax.jvp(outcomes, (linear,), (tangent,), has_aux=True), in_axes=-1, out_axes=(None, 0, None)
    )(slopes)
    # An answer that only repeats the last one tells nothing of the states.
    weight = jnp.where(events.answered, found.fresh / found.variance, 0.0)
    information = jnp.einsum("ptk,qtk,tk->pq", by_mean, by_mean, weight)
    information += 0.5 * jnp.einsum("ptk,qtk,tk->pq", by_variance, by_variance, weight / found.variance)
    # How often that happens shows in how many answers repeat: the squares of its slopes are its information.
    habit = jnp.sum(found.habit_score**2, axis=0)
    information += jnp.einsum("kp,kq,k->pq", slopes.repeating, slopes.repeating, habit)
    return jnp.sum(found.log_probability), by_value, information


def curvature(target: Target, z: Numbers) -> Curvature:
    """Negative log-posterior, its gradient and the expected information at one point."""
    linear, slopes = _linear_and_slopes(target.without_events, jnp.asarray(z, dtype=float))
    found = _curvature(target.structure, target.events, linear, slopes)
    value, gradient, information = (np.asarray(part) for part in found)
    prior, prior_gradient, prior_information = log_prior(z, np.asarray(target.tails))
    return Curvature(-float(value + prior), -(gradient + prior_gradient), information + np.diag(prior_information))


BATCH = 64


@traced_once
def linear_batch(target: Target, z: Array) -> LinearModel:
    """Linear state spaces at many whitened coordinates, leading axis draws."""
    return jax.vmap(target.linear)(z)


@traced_once
def _evaluate(structure: Structure, events: Events, linear: LinearModel) -> tuple[Array, Moments]:
    def one(at: LinearModel) -> tuple[Array, Moments]:
        filtered = run_filter(at, structure, events)
        return jnp.sum(filtered.predictions.log_probability), filtered.last

    return jax.vmap(one)(linear)


def evaluate(target: Target, z: Numbers) -> Evaluated:
    """Evaluate many points, in batches of one size so that one compiled function serves all.

    The batches are shared out among the cores.

    Args:
        target: The person's data under the model.
        z: Whitened coordinates, shape (draws, learned).
    """
    padded = np.concatenate([z, np.repeat(z[-1:], -len(z) % BATCH, axis=0)])
    parts = on_all_cores(partial(_evaluate_batch, target), np.split(padded, len(padded) // BATCH))
    likelihood, mean, covariance = (np.concatenate(part)[: len(z)] for part in zip(*parts, strict=True))
    prior = log_prior(z, np.asarray(target.tails)).value
    return Evaluated(likelihood + prior, likelihood, LastMoments(mean, covariance))


def _evaluate_batch(target: Target, z: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    linear = linear_batch(target.without_events, jnp.asarray(z, dtype=float))
    likelihood, last = _evaluate(target.structure, target.events, linear)
    return np.asarray(likelihood), np.asarray(last.mean), np.asarray(last.covariance)
