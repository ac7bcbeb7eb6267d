"""Pooling effects of several studies: one common effect, or effects that differ from study to study."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtri, stdtrit

from unknot.errors import FactError

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Effect:
    """One study's effect on an additive scale, with its variance."""

    value: float
    variance: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """Effects taken together.

    Attributes:
        studies: How many effects.
        fixed: The effect where all studies share one.
        random: The mean effect where each study has its own.
        prediction: Where the effect of a further study is expected; None below three studies.
        q: Cochran's Q.
        i_squared: The share of the spread that chance does not explain (0-1).
        tau_squared: The variance of the effects between studies.
    """

    studies: int
    fixed: Interval
    random: Interval
    prediction: Interval | None
    q: float
    i_squared: float
    tau_squared: float


def pool(effects: Sequence[Effect]) -> Pooled:
    r"""Pool effects with fixed and with random effects.

    With weights $w_i = 1/v_i$ and $\bar y = \sum w_i y_i / \sum w_i$, the fixed-effect estimate, the variance
    between studies is that of DerSimonian and Laird (1986, Control Clin Trials 7:177-188):

    $$Q = \sum w_i (y_i - \bar y)^2, \qquad
      \tau^2 = \max\Bigl(0, \frac{Q - (k-1)}{\sum w_i - \sum w_i^2 / \sum w_i}\Bigr), \qquad
      I^2 = \max\Bigl(0, \frac{Q - (k-1)}{Q}\Bigr)$$

    With $w^*_i = 1/(v_i + \tau^2)$ and $\mu = \sum w^*_i y_i / \sum w^*_i$ the interval of $\mu$ is that of Hartung
    and Knapp (2001, Stat Med 20:3875-3889), on $k - 1$ degrees of freedom and never narrower than without it
    (Roever, Knapp, Friede 2015, BMC Med Res Methodol 15:99):

    $$s^2 = \max\Bigl(1, \frac{\sum w^*_i (y_i - \mu)^2}{k - 1}\Bigr) \Big/ \sum w^*_i, \qquad
      \mu \pm t_{k-1} \, s$$

    A further study is expected within $\mu \pm t_{k-2} \sqrt{\tau^2 + s^2}$ (Higgins, Thompson, Spiegelhalter 2009,
    J R Stat Soc A 172:137-159).

    Raises:
        FactError: If there are fewer than two effects, or a variance is not positive.
    """
    if len(effects) < 2 or min(effect.variance for effect in effects) <= 0:
        raise FactError(
            "These effects cannot be pooled.",
            given=repr(list(effects)),
            todo="Give at least two, each with a variance above 0.",
        )
    freedom = len(effects) - 1
    weights = [1 / effect.variance for effect in effects]
    common = _mean(effects, weights)
    q = _spread(effects, weights, common)
    whole = sum(weights)
    tau_squared = max(0.0, (q - freedom) / (whole - sum(weight**2 for weight in weights) / whole))
    weights = [1 / (effect.variance + tau_squared) for effect in effects]
    mean = _mean(effects, weights)
    variance = max(1.0, _spread(effects, weights, mean) / freedom) / sum(weights)
    return Pooled(
        studies=len(effects),
        fixed=_interval(common, 1 / whole, -float(ndtri((1 - LEVEL) / 2))),
        random=_interval(mean, variance, _quantile(freedom)),
        prediction=_interval(mean, tau_squared + variance, _quantile(freedom - 1)) if freedom > 1 else None,
        q=q,
        i_squared=max(0.0, (q - freedom) / q) if q > 0 else 0.0,
        tau_squared=tau_squared,
    )


def _mean(effects: Sequence[Effect], weights: Sequence[float]) -> float:
    return sum(weight * effect.value for weight, effect in zip(weights, effects, strict=True)) / sum(weights)


def _spread(effects: Sequence[Effect], weights: Sequence[float], centre: float) -> float:
    return sum(weight * (effect.value - centre) ** 2 for weight, effect in zip(weights, effects, strict=True))


def _quantile(freedom: int) -> float:
    return float(stdtrit(freedom, (1 + LEVEL) / 2))


def _interval(value: float, variance: float, quantile: float) -> Interval:
    reach = quantile * math.sqrt(variance)
    return Interval(value, value - reach, value + reach)
