"""The default engine: the maximum by Fisher scoring, then two or more stages of importance sampling around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from unknot.errors import FitError
from unknot.inference.pareto import effective_sample_size, normalised_weights, pareto_k
from unknot.inference.proposal import Proposal, log_mixture
from unknot.inference.scatter import other_reading
from unknot.inference.target import Evaluated, Target, curvature, evaluate, log_prior
from unknot.model.exposure import Numbers

STAGES = (192, 256, 128, 128, 256, 512, 1024)
"""Draws of each stage, a power of 2 from each proposal; a third and further stages only where the weights fail."""
PREVIEW = 64
"""Draws of a preview: fewer than the 100 effective ones that a trusted posterior needs."""
GOOD_ESS, GOOD_PARETO_K = 150.0, 0.6
FIRST_WIDENING, LATER_WIDENING = 2.0, 1.1
"""Factors on the covariances: the information at the maximum knows little about skewed tails, the draws know more."""
TEMPER = 0.03
"""Share of the data's information that a third of the first stage keeps."""
KERNELS, KERNEL_WIDTH = 8, 0.5
"""How many draws half of a further stage starts from, and its covariance as a share of that of all draws."""
Evaluator: TypeAlias = Callable[[Target, Numbers], Evaluated]
"""What runs the filter for many draws, such as `target.evaluate`."""
_TRUST_ESS = 15.0
_MOST_STEPS, _LONGEST_STEP, _SMALLEST_GAIN = 30, 2.0, 0.1
_FIRST_DAMPING, _MOST_DAMPING = 0.01, 1e4


@dataclass(frozen=True)
class WeightedDraws:
    """Draws of the learned parameters with importance weights.

    Attributes:
        z: Whitened coordinates, shape (draws, learned).
        weights: Normalised weights.
        evaluated: Log-posterior and last moments at every draw.
        proposals: What they were drawn from.
        effective_sample_size: What the draws are worth.
        pareto_k: Shape of the weights' tail.
    """

    z: Numbers
    weights: Numbers
    evaluated: Evaluated
    proposals: tuple[Proposal, ...]
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


def importance_sample(target: Target, generator: np.random.Generator, evaluator: Evaluator = evaluate) -> WeightedDraws:
    """Draws of the learned parameters by adaptive importance sampling; more where the weights fail their checks.

    The first stage draws a third around the maximum with the inverse information as covariance, a third as if the
    data told a thirtieth of what they tell, and a third around the other reading of the scatter (`scatter.py`). Its
    weighted mean and covariance, shrunk to those of the maximum as far as it found few effective draws, place the
    second. Where that is not enough the posterior is bent or has humps: half of each further stage comes from around
    draws picked by weight.
    No draw is thrown away: each is weighted against the mixture of all proposals (Cornuet, Marin, Mira and Robert,
    "Adaptive multiple importance sampling", Scandinavian Journal of Statistics 2012).
    """
    centre, information = most_likely(target)
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    beyond = _tempered(target, information)
    elsewhere = other_reading(target, centre)
    there = np.asarray(np.linalg.inv(curvature(target, elsewhere).information), dtype=np.float64)
    new = [
        Proposal.around(centre, FIRST_WIDENING * covariance, STAGES[0] // 3),
        Proposal.around(centre, beyond, STAGES[0] // 3),
        Proposal.around(elsewhere, FIRST_WIDENING * there, STAGES[0] // 3),
    ]
    draws = _with_stage(None, new, target, generator, evaluator)
    for place, count in enumerate(STAGES[1:]):
        centre, covariance = _moments(draws, centre, covariance)
        near = count // 2 if place else 0
        new = [Proposal.around(centre, LATER_WIDENING * covariance, count - near)]
        new += [
            Proposal.around(picked, KERNEL_WIDTH * covariance, near // KERNELS)
            for picked in _picked(draws, KERNELS if near else 0, generator)
        ]
        draws = _with_stage(draws, new, target, generator, evaluator)
        if draws.effective_sample_size >= GOOD_ESS and draws.pareto_k <= GOOD_PARETO_K:
            break
    return draws


def _tempered(target: Target, information: Numbers) -> Numbers:
    """The covariance that a fraction of the data would leave: it reaches the humps that the maximum does not see."""
    prior = np.diag(log_prior(np.zeros(len(target.tails)), np.asarray(target.tails)).information)
    return np.asarray(np.linalg.inv(prior + TEMPER * (information - prior)), dtype=np.float64)


def laplace_sample(target: Target, generator: np.random.Generator) -> WeightedDraws:
    """A few draws around the maximum, weighted once: enough for a preview, too few to pass the checks."""
    centre, information = most_likely(target)
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    return _with_stage(None, [Proposal.around(centre, covariance, PREVIEW)], target, generator)


def _picked(draws: WeightedDraws, count: int, generator: np.random.Generator) -> Numbers:
    """Draws picked systematically by weight."""
    ticks = (np.arange(count) + generator.random()) / max(count, 1)
    return draws.z[np.searchsorted(np.cumsum(draws.weights), ticks).clip(0, len(draws.z) - 1)]


def _moments(draws: WeightedDraws, centre: Numbers, covariance: Numbers) -> tuple[Numbers, Numbers]:
    """Weighted mean and covariance, shrunk to what was believed before as far as few draws count."""
    trust = draws.effective_sample_size / (draws.effective_sample_size + _TRUST_ESS)
    mean = draws.weights @ draws.z
    off = draws.z - mean
    spread = (draws.weights[:, None] * off).T @ off
    return trust * mean + (1 - trust) * centre, trust * spread + (1 - trust) * covariance


def _with_stage(
    before: WeightedDraws | None,
    new: Sequence[Proposal],
    target: Target,
    generator: np.random.Generator,
    evaluator: Evaluator = evaluate,
) -> WeightedDraws:
    """Draw from the new proposals, and weight all draws anew against the mixture of all."""
    z = np.concatenate([proposal.draw(generator) for proposal in new])
    evaluated, proposals = evaluator(target, z), tuple(new)
    if before is not None:
        z, evaluated = np.concatenate([before.z, z]), before.evaluated.followed_by(evaluated)
        proposals = (*before.proposals, *new)
    finite = np.isfinite(evaluated.log_posterior)
    if not np.any(finite):
        raise FitError("The diary cannot be fitted.", given="no draw with a finite likelihood")
    log_weights = np.where(finite, evaluated.log_posterior - log_mixture(proposals, z), -np.inf)
    weights = normalised_weights(log_weights)
    return WeightedDraws(z, weights, evaluated, proposals, effective_sample_size(weights), pareto_k(log_weights))
