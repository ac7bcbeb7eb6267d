"""Answering: who answers which prompt of a diary; whether it hurts has nothing to do with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Numbers

REPEATING = "perception.repeating"
"""The parameter that says which share of the answers only repeats the last one."""
USUAL = 0.85
"""Share of prompts that people with chronic pain answer (85 % of prompts in ono2019, 82 % of calls in mun2019)."""


@dataclass(frozen=True, slots=True)
class Answering:
    r"""The chance that a person answers a prompt: $\operatorname{logit} p = a + b_i - dt$, whatever the pain.

    Completion falls as a study goes on and differs between people; it was unrelated to the level of pain (ono2019).

    Attributes:
        usual: Share that a typical person answers at first; reported (ono2019) [1].
        spread: How much people differ in the logit of it; assumed.
        decline: How fast the logit falls; the fall is reported (ono2019), its size is assumed [1/day].
    """

    usual: float = USUAL
    spread: float = 0.7
    decline: float = 0.01

    def answered(self, times: Numbers, count: int, generator: np.random.Generator) -> NDArray[np.bool_]:
        """Which prompts are answered, shape (persons, times).

        Args:
            times: When the prompts come, from the start of the diary [day].
            count: How many people.
            generator: Draws people and their answers.
        """
        own = np.log(self.usual / (1 - self.usual)) + self.spread * generator.standard_normal(count)
        chance = 1 / (1 + np.exp(self.decline * np.asarray(times)[None, :] - own[:, None]))
        return generator.random(chance.shape) < chance
