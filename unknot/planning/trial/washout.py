r"""The washout of a trial: how long until what an earlier option left behind is too small to matter.

For each draw of a client's relief the part that fades, $(1-\rho)\,\beta\,2^{-t/h}$ points after one session, is below a
bound after $t = h\log_2\frac{(1-\rho)\beta}{\text{bound}}$. The washout is the time by which that is so in most draws.
What stays for weeks or longer, $\rho\beta$, cannot be washed out; random order and the trend in the analysis deal with
it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np

from unknot.evidence.load import intervention
from unknot.inference.claims import claim_weights
from unknot.inference.posterior import Posterior
from unknot.model.exposure import Numbers
from unknot.model.mechanisms.relief import Relief
from unknot.planning.trial.options import Option

DRAWS = 2000
SURE = 0.8
LEFT = 0.25
"""Of the meaningful difference; what is left is too small to matter from here."""


@dataclass(frozen=True)
class FadingRelief:
    """Draws of what one session leaves.

    Attributes:
        fading: Points that fade [nrs].
        half_life: Of that part [day].
        learned: Whether a diary of this client stands behind them.
    """

    fading: Numbers
    half_life: Numbers
    learned: bool


@dataclass(frozen=True, slots=True)
class Washout:
    """The washout and the carry-over to expect.

    Attributes:
        days: Days at the start of each period that do not count [day].
        wanted_days: Days that would be needed; more than `days` where a period is too short [day].
        carry_over: Median [day] and log-sd of the half-life of what is carried over.
        learned: Whether it comes from this client's diary; otherwise from the facts about the treatments.
    """

    days: int
    wanted_days: int
    carry_over: tuple[float, float]
    learned: bool


def fading_relief(option: Option, posterior: Posterior | None, seed: int) -> FadingRelief:
    """What one session of an option leaves, from the client's posterior or from the facts.

    Args:
        option: The option.
        posterior: What is known about the client, or None.
        seed: Seed of draws from the facts.
    """
    name = f"relief_{option.intervention}"
    if posterior is not None and f"{name}.half_life" in posterior.parameters:
        places = posterior.chosen(DRAWS, claim_weights(posterior, option.intervention))
        size = posterior.state_draws((f"{name}.size",), places)[f"{name}.size"]
        staying = posterior.parameters[f"{name}.staying"][places]
        return FadingRelief((1 - staying) * size, posterior.parameters[f"{name}.half_life"][places], learned=True)
    generator = np.random.default_rng((seed, 11))
    fact = intervention(option.intervention)
    priors = Relief.of(option.intervention).parameters()
    half_life, staying = (
        np.asarray(prior.value(jnp.asarray(generator.standard_normal(DRAWS))))
        for prior in (priors["half_life"].prior, priors["staying"].prior)
        if prior is not None
    )
    size = fact.size_mean + fact.size_sd * generator.standard_normal(DRAWS)
    return FadingRelief((1 - staying) * size, half_life, learned=False)


def washout(
    options: tuple[Option, Option], posterior: Posterior | None, *, meaningful: float, most_days: float, seed: int = 0
) -> Washout:
    """The washout that two options need.

    Args:
        options: What is compared.
        posterior: What is known about the client, or None.
        meaningful: The smallest difference that matters [nrs].
        most_days: The longest washout that leaves room in a period [day].
        seed: Seed of draws from the facts.
    """
    reliefs = [fading_relief(option, posterior, seed) for option in options if not option.absent]
    needed = max(_days_needed(relief, LEFT * meaningful) for relief in reliefs)
    logs = np.log(np.concatenate([relief.half_life for relief in reliefs]))
    return Washout(
        days=int(min(needed, most_days)),
        wanted_days=needed,
        carry_over=(float(np.exp(np.median(logs))), float(logs.std())),
        learned=all(relief.learned for relief in reliefs),
    )


def _days_needed(relief: FadingRelief, bound: float) -> int:
    ratio = np.maximum(np.abs(relief.fading) / bound, 1.0)
    return math.ceil(float(np.quantile(relief.half_life * np.log2(ratio), SURE)))
