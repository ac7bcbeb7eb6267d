"""What the clients of a caseload share: how size, half-life and lasting share of a treatment's relief spread over them.

Empirical Bayes from moments. Each round asks every client for the mean and the variance of each quantity as believed
under the present spread, and moves the spread to where these moments put it; answers and draws do not come back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from unknot.evidence.schema.intervention import Intervention

WORTH = 3.0
"""How many clients the published figures count as, so that few clients cannot agree on too narrow a spread [1]."""
CLOSE = 0.02
"""A round that moves no centre by more of its spread than this, and no spread by more of itself, is the last one."""
_STEPS, _STILL = 2000, 1e-7
_TORN = 0.2
"""How much precision, as a share of the spread's, a client may lack before its moments stay as they are."""


@dataclass(frozen=True)
class Spread:
    """A quantity over people: normal, with this centre and standard deviation."""

    centre: float
    sd: float


@dataclass(frozen=True)
class Moments:
    """One client's quantity as believed under a spread: mean and variance."""

    mean: float
    variance: float


@dataclass(frozen=True)
class SharedRelief:
    """The spread of what one treatment does, over people.

    Attributes:
        size: Relief by a usual session beyond the first hours [nrs].
        log_half_life: Logarithm of the half-life of what fades, in days.
        logit_staying: Logit of the share that stays.
    """

    size: Spread
    log_half_life: Spread
    logit_staying: Spread

    @classmethod
    def published(cls, fact: Intervention) -> SharedRelief:
        """What the fact file of a treatment expects."""
        return cls(
            Spread(fact.size_mean, fact.size_sd),
            Spread(math.log(fact.half_life_median_days), fact.half_life_log_sd),
            Spread(math.log(fact.staying_median / (1 - fact.staying_median)), fact.staying_logit_sd),
        )

    @classmethod
    def of_plain(cls, entry: Mapping[str, Sequence[float]]) -> SharedRelief:
        """What `plain` made."""
        return cls(**{name: Spread(*entry[name]) for name in QUANTITIES})

    def plain(self) -> Mapping[str, Sequence[float]]:
        """Centre and standard deviation of each quantity, as JSON holds them."""
        return {name: [spread.centre, spread.sd] for name, spread in self.spreads().items()}

    def spreads(self) -> Mapping[str, Spread]:
        """The spread of each quantity."""
        return {name: getattr(self, name) for name in QUANTITIES}

    def after(self, clients: Sequence[Mapping[str, Moments]], published: SharedRelief) -> SharedRelief:
        """The spreads after one round, by the moments of each client."""
        before = published.spreads()
        return SharedRelief(
            **{
                name: next_spread(now, before[name], [one[name] for one in clients])
                for name, now in self.spreads().items()
            }
        )

    def moved(self, later: SharedRelief) -> float:
        """How far a round moved the spread that it moved most."""
        after = later.spreads()
        return max(moved(now, after[name]) for name, now in self.spreads().items())


QUANTITIES = tuple(field.name for field in fields(SharedRelief))


def next_spread(now: Spread, published: Spread, clients: Sequence[Moments]) -> Spread:
    r"""The spread after one round.

    What a client's own diary says of the quantity is what is left of the believed mean $\mu$ and variance $v$ when the
    present spread $(m, s)$ is taken out: a normal likelihood of precision $\lambda = 1/v - 1/s^2$ with
    $\lambda y = \mu/v - m/s^2$. Under these likelihoods expectation and maximisation run until they rest, where

    $$m' = \frac{\sum \mu_i + w m_0}{n + w}, \quad
      s'^2 = \frac{\sum (v_i + (\mu_i - m')^2) + w (s_0^2 + (m_0 - m')^2)}{n + w}$$

    with the published spread $(m_0, s_0)$ worth $w$ clients. Rounds rest exactly where plain expectation and
    maximisation over the diaries would, as both say the same of moments that no longer change, but get there in a few
    rounds. Clients who are no more certain than the spread have no such likelihood: they move along with it, and those
    torn between two beliefs stay where they are.

    Args:
        now: The spread under which the moments were believed.
        published: What was expected before any client.
        clients: The moments of each client.
    """
    means, variances = (np.asarray([getattr(one, name) for one in clients]) for name in ("mean", "variance"))
    precisions = 1 / variances - 1 / now.sd**2
    weighted = means / variances - now.centre / now.sd**2
    tells, torn = precisions > 0, precisions < -_TORN / now.sd**2
    centre, variance = now.centre, now.sd**2
    for _ in range(_STEPS):
        believed = 1 / (np.where(tells, precisions, 0.0) + 1 / variance)
        expected = np.where(tells, believed * (weighted + centre / variance), means + (centre - now.centre))
        believed = np.where(tells, believed, variances + (variance - now.sd**2))
        believed, expected = np.where(torn, variances, believed), np.where(torn, means, expected)
        all_of_them = len(means) + WORTH
        new = (float(expected.sum()) + WORTH * published.centre) / all_of_them
        spread = float(np.sum(believed + (expected - new) ** 2))
        spread += WORTH * (published.sd**2 + (published.centre - new) ** 2)
        moved = max(abs(new - centre) / math.sqrt(variance), abs(spread / all_of_them / variance - 1))
        centre, variance = new, spread / all_of_them
        if moved < _STILL:
            break
    return Spread(centre, math.sqrt(variance))


def doubt_about_centre(now: Spread, clients: Sequence[Moments]) -> float:
    r"""Standard error of the centre, as of a mean of effects that differ from client to client; published ones count.

    A client with a likelihood of precision $\lambda$ counts $1/(s^2 + 1/\lambda) = (s^2 - v)/s^4$. Written by its
    variance it is less than nothing as often as more where the diary is silent, so that noise of draws adds up to none.

    Args:
        now: The spread at rest.
        clients: The moments of each client under it.
    """
    informed = sum(now.sd**2 - one.variance for one in clients) / now.sd**4
    return (max(informed, 0.0) + WORTH / now.sd**2) ** -0.5


def moved(before: Spread, after: Spread) -> float:
    """How far a round moved a spread: its centre by shares of the spread, or its width by shares of itself."""
    return max(abs(after.centre - before.centre) / before.sd, abs(after.sd / before.sd - 1))
