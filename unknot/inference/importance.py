"""The default engine: the maximum by Fisher scoring, then two or more stages of importance sampling around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unknot.errors import FitError
from unknot.inference.pareto import effective_sample_size, normalised_weights, pareto_k
from unknot.inference.target import Evaluated, Target, curvature, evaluate
from unknot.model.exposure import Numbers

FIRST_STAGE = 256
LATER_STAGES = (512, 1024, 2048)
"""Draws of the second stage, and of further ones where its weights do not pass their checks."""
GOOD_ESS, GOOD_PARETO_K = 150.0, 0.6
FIRST_WIDENING, LATER_WIDENING = 2.0, 1.1
"""Factors on the covariances: the information at the maximum knows little about skewed tails, the draws know more."""
TAILS = 6.0
"""Degrees of freedom of the Student-t proposals: heavier than the posterior, so that no weight explodes."""
_TRUST_ESS = 15.0
_MOST_STEPS, _LONGEST_STEP, _SMALLEST_GAIN = 30, 2.0, 1e-3
_FIRST_DAMPING, _MOST_DAMPING = 0.01, 1e4


@dataclass(frozen=True)
class WeightedDraws:
    """Draws of the learned parameters with importance weights.

    Attributes:
        z: Whitened coordinates, shape (draws, learned).
        weights: Normalised weights.
        evaluated: Log-posterior and last moments at every draw.
        effective_sample_size: What the draws are worth.
        pareto_k: Shape of the weights' tail.
    """

    z: Numbers
    weights: Numbers
    evaluated: Evaluated
    effective_sample_size: float
    pareto_k: float


def most_likely(target: Target) -> tuple[Numbers, Numbers]:
    """The posterior's maximum and the expected information there, in whitened coordinates.

    Raises:
        FitError: If the posterior is not finite at its start.
    """
    here = curvature(target, np.zeros(len(target.tails)))
    if not np.isfinite(here.value):
        raise FitError("The diary cannot be fitted.", given="a likelihood that is not finite at the prior")
    z, damping = np.zeros(len(target.tails)), _FIRST_DAMPING
    for _ in range(_MOST_STEPS):
        damped = here.information + damping * np.diag(np.diag(here.information))
        step = -np.linalg.solve(damped, here.gradient)
        step *= min(1.0, _LONGEST_STEP / max(float(np.linalg.norm(step)), 1e-12))
        there = curvature(target, z + step)
        if there.value < here.value:
            gain, z, here, damping = here.value - there.value, z + step, there, damping / 5
            if gain < _SMALLEST_GAIN:
                break
        elif damping > _MOST_DAMPING:
            break
        else:
            damping = damping * 6 + _FIRST_DAMPING
    return z, here.information


def importance_sample(target: Target, generator: np.random.Generator) -> WeightedDraws:
    """Draws of the learned parameters by two stages of importance sampling; more where the weights fail their checks.

    The first stage draws around the maximum with the inverse information as covariance; its weighted mean and
    covariance, shrunk to those values as far as it found few effective draws, place the next.
    """
    centre, information = most_likely(target)
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    draws = _stage(target, centre, FIRST_WIDENING * covariance, FIRST_STAGE, generator)
    for count in LATER_STAGES:
        trust = draws.effective_sample_size / (draws.effective_sample_size + _TRUST_ESS)
        mean = draws.weights @ draws.z
        off = draws.z - mean
        spread = (draws.weights[:, None] * off).T @ off
        centre = trust * mean + (1 - trust) * centre
        covariance = trust * spread + (1 - trust) * covariance
        draws = _stage(target, centre, LATER_WIDENING * covariance, count, generator)
        if draws.effective_sample_size >= GOOD_ESS and draws.pareto_k <= GOOD_PARETO_K:
            break
    return draws


def _stage(
    target: Target, centre: Numbers, covariance: Numbers, count: int, generator: np.random.Generator
) -> WeightedDraws:
    size = len(centre)
    root = np.linalg.cholesky(covariance)
    normal = generator.standard_normal((count, size))
    scale = np.sqrt(TAILS / generator.chisquare(TAILS, count))
    raw = normal * scale[:, None]
    z = centre + raw @ root.T
    log_proposal = -0.5 * (TAILS + size) * np.log1p(np.sum(raw**2, axis=1) / TAILS)
    evaluated = evaluate(target, z)
    log_weights = np.where(np.isfinite(evaluated.log_posterior), evaluated.log_posterior - log_proposal, -np.inf)
    if not np.any(np.isfinite(log_weights)):
        raise FitError("The diary cannot be fitted.", given="no draw with a finite likelihood")
    weights = normalised_weights(log_weights)
    return WeightedDraws(z, weights, evaluated, effective_sample_size(weights), pareto_k(log_weights))
