"""One client with what the others show: a posterior whose prior is what the clients of a caseload share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from unknot.errors import FitError
from unknot.evidence.load import intervention as find_intervention
from unknot.inference.importance import Evaluator
from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.inference.posterior import Posterior
from unknot.inference.shared_prior import SharedPrior, Sizes
from unknot.inference.shared_relief import Moments, SharedRelief
from unknot.inference.target import evaluate
from unknot.model.exposure import Numbers
from unknot.records import Record

Quantiles: TypeAlias = tuple[float, ...]


@dataclass(frozen=True)
class PooledClient:
    """What treatments do for one client, when what they do for others counts too.

    Attributes:
        posterior: Draws weighted under the shared spreads; its states are still those under the usual ones.
        prior: The shared spreads of the treatments this client had.
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

    @cached_property
    def _sizes(self) -> Sizes:
        return self.prior.sizes(self.posterior.target, self.posterior.last)

    def _size(self, intervention: str) -> tuple[Numbers, Numbers]:
        column = list(self.prior.shared).index(intervention)
        return self._sizes.mean[:, column], self._sizes.sd[:, column]

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
    return PooledClient(fit(record, seed=seed, evaluator=prior.evaluator(evaluator)), prior)
