"""Four ways to analyse a trial of one: an estimate, a 95 % interval and whether a difference is claimed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import statsmodels.api as sm
from scipy import stats

from unknot.model.exposure import Numbers
from unknot.planning.trial.analysis import LEVEL
from unknot.planning.trial.chances import chances_of
from unknot.planning.trial.mixture_effect import quantile
from unknot.planning.trial.outcome_model import TrialPrior, effect_posteriors
from unknot.planning.trial.schedule import A, B, Period
from unknot.planning.trial.verdict import Verdict

MEANINGFUL = 1.0


class Claim(NamedTuple):
    """The second option's answer less the first's, with its interval, and whether a difference is claimed."""

    estimate: float
    low: float
    high: float
    claimed: bool

    @property
    def strength(self) -> float:
        """Distance of the estimate from zero, as a share of the interval on that side; claims begin about at 1."""
        towards_zero = self.low if self.estimate > 0 else self.high
        return abs(self.estimate / (self.estimate - towards_zero)) if math.isfinite(towards_zero) else 0.0


NOTHING = Claim(math.nan, -math.inf, math.inf, False)
Method = Callable[[Numbers, Numbers, Sequence[Period]], Claim]


def unknot(days: Numbers, values: Numbers, periods: Sequence[Period]) -> Claim:
    """The analysis of `unknot trial analyse`."""
    posterior = effect_posteriors(days, values[None], periods, TrialPrior())[0]
    found = chances_of(posterior, MEANINGFUL).verdict
    claimed = found in {Verdict.FIRST_BETTER, Verdict.SECOND_BETTER}
    tail = (1 - LEVEL) / 2
    return Claim(quantile(posterior, 0.5), quantile(posterior, tail), quantile(posterior, 1 - tail), claimed)


def welch(days: Numbers, values: Numbers, periods: Sequence[Period]) -> Claim:
    """Welch's t-test on the raw daily answers, as a popular platform for such trials does."""
    arms = [values[_options(days, periods) == option] for option in (A, B)]
    if min(map(len, arms)) < 2 or values.std() == 0:
        return NOTHING
    test = stats.ttest_ind(arms[B], arms[A], equal_var=False)
    low, high = test.confidence_interval(LEVEL)
    return _claim(float(arms[B].mean() - arms[A].mean()), low, high)


def hac(days: Numbers, values: Numbers, periods: Sequence[Period]) -> Claim:
    """Regression on the option and a linear trend, with autocorrelation-consistent errors (Newey and West)."""
    if len(values) < 6:
        return NOTHING
    exposed = _options(days, periods) - 0.5
    design = np.column_stack([np.ones_like(days), days - days.mean(), exposed])
    lags = max(1, int(4 * (len(days) / 100) ** (2 / 9)))
    found = sm.OLS(values, design).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True)
    low, high = found.conf_int(1 - LEVEL)[2]
    return _claim(float(found.params[2]), low, high)


def paired(days: Numbers, values: Numbers, periods: Sequence[Period]) -> Claim:
    """A paired t-test on the means of the two periods of each block."""
    differences = []
    for block in sorted({period.block for period in periods}):
        means = {}
        for period in (each for each in periods if each.block == block):
            inside = (days >= period.start) & (days < period.end)
            if inside.any():
                means[period.option] = values[inside].mean()
        if len(means) == 2:
            differences.append(means[B] - means[A])
    if len(differences) < 2 or np.std(differences) < 1e-9:
        return NOTHING
    test = stats.ttest_1samp(differences, 0.0)
    low, high = test.confidence_interval(LEVEL)
    return _claim(float(np.mean(differences)), low, high)


def _claim(estimate: float, low: float, high: float) -> Claim:
    return Claim(estimate, float(low), float(high), bool(low > 0 or high < 0))


def _options(days: Numbers, periods: Sequence[Period]) -> Numbers:
    found = np.full(len(days), np.nan)
    for period in periods:
        found[(days >= period.start) & (days < period.end)] = period.option
    return found


METHODS: dict[str, Method] = {"Unknot": unknot, "HAC regression": hac, "paired t-test": paired, "Welch t-test": welch}
