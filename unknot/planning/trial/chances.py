"""How probable it is that either option is better, at all and by an amount that matters."""

from __future__ import annotations

from dataclasses import dataclass

from unknot.planning.trial.mixture_effect import probability_below
from unknot.planning.trial.outcome_model import EffectPosterior
from unknot.planning.trial.verdict import Verdict, verdict


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities of a better option: at all, and by a meaningful amount."""

    second: float
    first: float
    second_meaningful: float
    first_meaningful: float

    @property
    def too_small(self) -> float:
        """Probability of a difference smaller than a meaningful one."""
        return max(0.0, 1 - self.second_meaningful - self.first_meaningful)

    @property
    def verdict(self) -> Verdict:
        """What follows."""
        return verdict(self.second, self.first, self.too_small)


def chances_of(posterior: EffectPosterior, meaningful: float, *, better_low: bool = True) -> Chances:
    """How probable it is that either option is better.

    Args:
        posterior: Of the effect, the second option's answer less the first's.
        meaningful: The smallest difference that matters [nrs].
        better_low: Whether low answers are good.
    """
    below, low, high = (probability_below(posterior, bound) for bound in (0.0, -meaningful, meaningful))
    chances = Chances(below, 1 - below, low, 1 - high)
    if better_low:
        return chances
    return Chances(chances.first, chances.second, chances.first_meaningful, chances.second_meaningful)
