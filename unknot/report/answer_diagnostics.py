"""The part of the answer about how far it can be trusted."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr

from unknot.inference.posterior import Posterior
from unknot.inference.predictive_checks import predictive_checks
from unknot.inference.provenance import versions
from unknot.model.answering import REPEATING
from unknot.model.exposure import Numbers
from unknot.model.mechanisms.relief import HALF_LIFE_TAILS
from unknot.report.answer import Diagnostics, Estimate
from unknot.report.estimates import DRAWS, LEVEL, estimate

_EDGES = np.concatenate([[-np.inf], np.linspace(-4, 4, 33), [np.inf]])


def diagnostics_answer(posterior: Posterior) -> Diagnostics:
    """Checks of the computation, and of the model beside the answers."""
    check, seen = posterior.check, predictive_checks(posterior, LEVEL)
    names = list(posterior.parameters)
    return Diagnostics(
        engine=check.engine,
        draws=len(posterior.z),
        effective_sample_size=check.effective_sample_size,
        pareto_k=check.pareto_k,
        r_hat=check.r_hat,
        trustworthy=check.trustworthy,
        seed=posterior.seed,
        versions=versions(),
        data_hash=posterior.data_hash,
        inside_band=None if seen is None else seen.inside,
        error_autocorrelation=None if seen is None else seen.autocorrelation,
        repeated_answers=None if seen is None else seen.repeated,
        expected_repeats=None if seen is None else seen.expected_repeated,
        from_habit=None if seen is None else _habit(posterior),
        prior_overlap={
            name: half_life_overlap(posterior.z[:, names.index(f"relief_{name}.half_life")], posterior.weights)
            for name in posterior.diary.interventions
        },
    )


def _habit(posterior: Posterior) -> Estimate:
    return estimate(posterior.parameters[REPEATING][posterior.chosen(DRAWS)])


def half_life_overlap(z: Numbers, weights: Numbers) -> float:
    """How much of the half-life's prior and posterior coincide, on the whitened scale (0-1)."""
    prior = np.diff(stdtr(HALF_LIFE_TAILS, _EDGES))
    found = np.bincount(np.searchsorted(_EDGES[1:-1], z), weights, minlength=len(prior))
    return float(np.minimum(prior, found).sum())
