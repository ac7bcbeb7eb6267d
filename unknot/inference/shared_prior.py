"""The spreads that clients share, as the prior of one of them: what it changes in draws made under the usual priors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from unknot.errors import FitError
from unknot.inference.importance import Evaluator
from unknot.inference.shared_relief import SharedRelief, Spread
from unknot.inference.student_t import log_density
from unknot.inference.target import Evaluated, LastMoments, Target
from unknot.model.exposure import Numbers
from unknot.model.parameter import Prior


class Sizes(NamedTuple):
    """Relief by a usual session of each treatment, by draw, and how much likelier the draws became by it.

    Attributes:
        mean: Its mean [nrs], shape (draws, treatments).
        sd: Its standard deviation, same shape.
        gained: Logarithm of each draw's evidence under the shared over that under the usual spreads, up to a constant.
    """

    mean: Numbers
    sd: Numbers
    gained: Numbers


@dataclass(frozen=True)
class SharedPrior:
    """Shared spreads in place of the usual priors of what treatments do.

    Attributes:
        shared: The spreads of each treatment.
    """

    shared: Mapping[str, SharedRelief]

    def evaluator(self, usual: Evaluator) -> Evaluator:
        """An evaluator under the shared spreads, made of one under the usual priors."""

        def evaluate(target: Target, z: Numbers) -> Evaluated:
            found = usual(target, z)
            return found._replace(log_posterior=found.log_posterior + self._gained(target, z, found.last))

        return evaluate

    def logarithms(self, target: Target, z: Numbers, parameter: str) -> Numbers:
        """Draws of the logarithm of a positive parameter, or of the logit of a share, from whitened coordinates."""
        place, usual = _usual(target, parameter)
        return usual.centre + usual.spread * z[:, place]

    def sizes(self, target: Target, last: LastMoments) -> Sizes:
        r"""Sizes under the shared spreads, exact for each draw.

        A posterior $N(a, V)$ of sizes with usual spreads $N(m_0, S_0)$ becomes with $N(m_1, S_1)$ one of precision
        $V^{-1} + S_1^{-1} - S_0^{-1}$.

        Raises:
            FitError: If that is not positive, which takes a posterior wider than its prior.
        """
        states, names = target.structure.states, tuple(self.shared)
        columns = np.asarray([states.index(f"relief_{name}.size") for name in names])
        usual = [_start(target, f"relief_{name}.size") for name in names]
        new = [self.shared[name].size for name in names]
        more = np.asarray([1 / one.sd**2 - 1 / old.sd**2 for one, old in zip(new, usual, strict=True)])
        pull = np.asarray(
            [one.centre / one.sd**2 - old.centre / old.sd**2 for one, old in zip(new, usual, strict=True)]
        )
        before = last.mean[:, columns]
        precision = np.linalg.inv(last.covariance[:, columns[:, None], columns[None, :]])
        new_precision = precision + np.diag(more)
        if np.any(np.linalg.eigvalsh(new_precision)[:, 0] <= 0):
            raise FitError("This client's relief cannot be weighed anew.", given="sizes less certain than their prior")
        covariance = np.linalg.inv(new_precision)
        weighted = np.einsum("dij,dj->di", precision, before)
        mean = np.einsum("dij,dj->di", covariance, weighted + pull)
        gained = np.linalg.slogdet(precision)[1] - np.linalg.slogdet(new_precision)[1]
        gained += np.sum((weighted + pull) * mean, axis=1) - np.sum(weighted * before, axis=1)
        return Sizes(mean, np.sqrt(np.diagonal(covariance, axis1=1, axis2=2)), 0.5 * gained)

    def _gained(self, target: Target, z: Numbers, last: LastMoments) -> Numbers:
        gained = self.sizes(target, last).gained
        for name, spread in self.shared.items():
            gained += self._against_usual(target, z, f"relief_{name}.half_life", spread.log_half_life)
            gained += self._against_usual(target, z, f"relief_{name}.staying", spread.logit_staying)
        return gained

    def _against_usual(self, target: Target, z: Numbers, parameter: str, shared: Spread) -> Numbers:
        """Logarithm of the shared over the usual density, by draw."""
        place, usual = _usual(target, parameter)
        tails = usual.degrees_of_freedom
        before = -0.5 * z[:, place] ** 2 if tails is None else log_density(z[:, place], tails)
        return -0.5 * ((self.logarithms(target, z, parameter) - shared.centre) / shared.sd) ** 2 - before


def _usual(target: Target, parameter: str) -> tuple[int, Prior]:
    """Where a parameter stands, and its usual prior."""
    priors = target.model.learned()
    return list(priors).index(parameter), priors[parameter]


def _start(target: Target, state: str) -> Spread:
    mean, sd = target.model.start()
    place = target.model.state_names.index(state)
    return Spread(float(mean[place]), float(sd[place]))
