"""The spreads that clients share, as the prior of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from unknot.inference.importance import Evaluator
from unknot.inference.shared_relief import SharedRelief, Spread
from unknot.inference.student_t import log_density
from unknot.inference.target import Evaluated, Target
from unknot.model.exposure import Numbers
from unknot.model.parameter import Prior


@dataclass(frozen=True)
class SharedPrior:
    """Shared spreads in place of the usual priors of what treatments do.

    Attributes:
        shared: The spreads of each treatment.
    """

    shared: Mapping[str, SharedRelief]

    def starting(self, target: Target) -> Target:
        """The same target with sizes that spread as they are shared, not around zero."""
        mean, sd = (np.asarray(part) for part in target.model.start())
        shift, widening = np.array(target.shift), np.array(target.widening)
        for name, spread in self.shared.items():
            size = f"relief_{name}.size"
            here, there = target.structure.states.index(size), target.model.state_names.index(size)
            shift[here] = spread.size.centre - mean[there]
            widening[here] = spread.size.sd / sd[there]
        return target.shifted(shift).widened(widening)

    def evaluator(self, usual: Evaluator) -> Evaluator:
        """An evaluator under the shared spreads of time and share, made of one under the usual priors."""

        def evaluate(target: Target, z: Numbers) -> Evaluated:
            found = usual(target, z)
            return found._replace(log_posterior=found.log_posterior + self._gained(target, z))

        return evaluate

    def logarithms(self, target: Target, z: Numbers, parameter: str) -> Numbers:
        """Draws of the logarithm of a positive parameter, or of the logit of a share, from whitened coordinates."""
        place, usual = _usual(target, parameter)
        return usual.centre + usual.spread * z[:, place]

    def _gained(self, target: Target, z: Numbers) -> Numbers:
        gained = np.zeros(len(z))
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
