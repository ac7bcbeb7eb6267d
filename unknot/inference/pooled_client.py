"""One client with what the others show: a posterior whose prior is what the clients of a caseload share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from unknot.errors import FitError
from unknot.evidence.load import intervention as find_intervention
from unknot.inference.importance import Evaluator, importance_sample
from unknot.inference.individual import matched, posterior_of
from unknot.inference.mixture import weighted_quantile
from unknot.inference.population import expected_sizes
from unknot.inference.posterior import Posterior
from unknot.inference.shared_prior import SharedPrior
from unknot.inference.shared_relief import Moments, SharedRelief
from unknot.inference.target import evaluate
from unknot.model.exposure import Numbers
from unknot.records import Record

Quantiles: TypeAlias = tuple[float, ...]


@dataclass(frozen=True)
class PooledClient:
    """What treatments do for one client, when what they do for others counts too.

    Attributes:
        posterior: What is known under the shared spreads.
        prior: The shared spreads of treatments that this client had.
    """

    posterior: Posterior
    prior: SharedPrior

    def moments(self, intervention: str) -> Mapping[str, Moments]:
        """What a round of pooling learns of this client, by the names in `SharedRelief`."""
        size, size_sd = self._size(intervention)
        between = self._moments(size)
        within = float(self.posterior.weights @ size_sd**2)
        return {
            "size": Moments(between.mean, between.variance + within),
            "log_half_life": self._moments(self._logarithms(intervention, "half_life")),
            "logit_staying": self._moments(self._logarithms(intervention, "staying")),
        }

    def quantiles(self, intervention: str, probabilities: tuple[float, ...]) -> Mapping[str, Quantiles]:
        """Quantiles of relief [nrs], half-life [day] and lasting share, by the names in reports."""
        size, size_sd = self._size(intervention)
        normal = np.random.default_rng((self.posterior.seed, 2)).standard_normal(len(size))
        values = {
            "peak": size + size_sd * normal,
            "half_life_days": np.exp(self._logarithms(intervention, "half_life")),
            "share_that_stays": 1 / (1 + np.exp(-self._logarithms(intervention, "staying"))),
        }
        weights = self.posterior.weights
        return {
            name: tuple(weighted_quantile(drawn, weights, probability) for probability in probabilities)
            for name, drawn in values.items()
        }

    def from_own_diary(self, intervention: str) -> float:
        """Share of the doubt about the half-life, as the others leave it, that the own diary takes away (0-1)."""
        left = self.moments(intervention)["log_half_life"].variance
        return max(0.0, 1.0 - left / self.prior.shared[intervention].log_half_life.sd ** 2)

    def _size(self, intervention: str) -> tuple[Numbers, Numbers]:
        """Mean and standard deviation of relief by a usual session, by draw [nrs]."""
        place, last = self.posterior.target.structure.states.index(f"relief_{intervention}.size"), self.posterior.last
        return last.mean[:, place], np.sqrt(last.covariance[:, place, place])

    def _logarithms(self, intervention: str, field: str) -> Numbers:
        return self.prior.logarithms(self.posterior.target, self.posterior.z, f"relief_{intervention}.{field}")

    def _moments(self, values: Numbers) -> Moments:
        weights = self.posterior.weights
        mean = float(weights @ values)
        return Moments(mean, float(weights @ (values - mean) ** 2))


def fit_pooled(
    record: Record, shared: Mapping[str, SharedRelief], *, seed: int = 0, evaluator: Evaluator = evaluate
) -> PooledClient:
    """Learn what treatments do for one client under shared spreads.

    Args:
        record: The client's answers and doses, of one treatment at least.
        shared: The spreads of each treatment that is pooled; the others keep what their fact files say.
        seed: Seed of all random numbers.
        evaluator: What runs the filter for the draws.

    Raises:
        FitError: If there is nothing to learn from, or the likelihood is nowhere finite.
    """
    if not record.interventions:
        raise FitError("There is no session to learn relief from.", given=f"the record of '{record.person}'")
    published = {name: SharedRelief.published(find_intervention(name)) for name in record.interventions}
    prior = SharedPrior({name: shared.get(name, usual) for name, usual in published.items()})
    return fit_under(record, prior, seed=seed, evaluator=evaluator)


def fit_under(record: Record, prior: SharedPrior, *, seed: int = 0, evaluator: Evaluator = evaluate) -> PooledClient:
    """The same under some shared spreads; treatments without one are expected to do what they do in any forecast.

    Args:
        record: The client's answers and doses.
        prior: The shared spreads.
        seed: Seed of all random numbers.
        evaluator: What runs the filter for the draws.

    Raises:
        FitError: If there is nothing to learn from, or the likelihood is nowhere finite.
    """
    diary, usual = matched(record)
    target = prior.starting(usual.shifted(expected_sizes(diary)))
    draws = importance_sample(target, np.random.default_rng((seed, 0)), prior.evaluator(evaluator))
    return PooledClient(posterior_of(record, diary, target, draws, seed=seed, expects=True), prior)
