"""The statistics that published trials report, over ratings of virtual people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtr, stdtr

from unknot.model.exposure import Numbers

Answers = NDArray[np.bool_]


def risk_ratio(treated: Answers, control: Answers) -> float:
    """How many times as often something happens in one group as in another.

    Args:
        treated: Whether it happened, one answer for each person.
        control: The same of the comparison; infinite where it happens to nobody there.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.divide(treated.mean(), control.mean()))


def risk_ratio_p(treated: Answers, control: Answers) -> float:
    r"""Two-sided p of a risk ratio of 1, by the logarithm of the ratio.

    $z = \ln\text{RR} / \sqrt{1/a - 1/n_1 + 1/c - 1/n_0}$ (Katz and others, Biometrics 1978); a half is added to every
    count where one is zero.
    """
    happened, absent = float(treated.sum()), float(control.sum())
    size, other = float(treated.size), float(control.size)
    if min(happened, absent) == 0:
        happened, absent, size, other = happened + 0.5, absent + 0.5, size + 1, other + 1
    error = np.sqrt(1 / happened - 1 / size + 1 / absent - 1 / other)
    if error == 0:
        return 1.0
    return float(2 * ndtr(-abs(np.log(happened / size * other / absent)) / error))


def shares_p(first: Answers, second: Answers) -> float:
    """Two-sided p of equal shares in two groups: Pearson's chi-square without correction; 1 where all are alike."""
    pooled = np.concatenate([first, second]).mean()
    if pooled in (0.0, 1.0):
        return 1.0
    variance = pooled * (1 - pooled) * (1 / first.size + 1 / second.size)
    return float(chdtrc(1, (first.mean() - second.mean()) ** 2 / variance))


def fell_by_share(before: Numbers, after: Numbers, share: float) -> Answers:
    """Whether a rating fell by at least a share of where it began; nobody at zero can.

    Args:
        before: Ratings before.
        after: Ratings after, of the same people.
        share: The share, such as 0.3 for "30 % better" [1].
    """
    return (before > 0) & (after <= (1 - share) * before + _ROUNDING)


def fell_by(before: Numbers, after: Numbers, points: float) -> Answers:
    """Whether a rating fell by at least some points of its scale."""
    return before - after >= points - _ROUNDING


def paired_p(change: Numbers) -> float:
    """Two-sided p of no change within a group, by Student's paired t-test; 1 where nobody changes."""
    error = change.std(ddof=1) / np.sqrt(change.size)
    return 1.0 if error == 0 else _student_p(change.mean() / error, change.size - 1)


def welch_p(first: Numbers, second: Numbers) -> float:
    """Two-sided p of equal means in two groups whose spread may differ (Welch, Biometrika 1947)."""
    one, other = first.var(ddof=1) / first.size, second.var(ddof=1) / second.size
    if one + other == 0:
        return 1.0
    degrees = (one + other) ** 2 / (one**2 / (first.size - 1) + other**2 / (second.size - 1))
    return _student_p((first.mean() - second.mean()) / np.sqrt(one + other), degrees)


def adjusted_difference(before: Sequence[Numbers], after: Sequence[Numbers]) -> float:
    """Difference of the outcome of two groups, adjusted for where each person began (analysis of covariance).

    Args:
        before: Ratings at the start, of the treated and of the comparison.
        after: Ratings at the end, of the same people.
    """
    return _covariance_analysis(before, after)[0]


def adjusted_p(before: Sequence[Numbers], after: Sequence[Numbers]) -> float:
    """Two-sided p of no adjusted difference, arguments as for `adjusted_difference`."""
    difference, error, degrees = _covariance_analysis(before, after)
    return 1.0 if error == 0 else _student_p(difference / error, degrees)


def standardised_difference(first: Numbers, second: Numbers) -> float:
    """Difference of the means in units of the pooled standard deviation (Cohen's d)."""
    size, other = first.size - 1, second.size - 1
    pooled = (size * first.var(ddof=1) + other * second.var(ddof=1)) / (size + other)
    return float((first.mean() - second.mean()) / np.sqrt(pooled))


def hedges_g(first: Numbers, second: Numbers) -> float:
    r"""Cohen's d without its bias in small groups, $d\,(1 - 3/(4\nu - 1))$ (Hedges, J Educ Stat 1981)."""
    degrees = first.size + second.size - 2
    return standardised_difference(first, second) * (1 - 3 / (4 * degrees - 1))


_ROUNDING = 1e-9


def _covariance_analysis(before: Sequence[Numbers], after: Sequence[Numbers]) -> tuple[float, float, float]:
    """Adjusted difference, its standard error and the degrees of freedom, by the two within-group deviations."""
    start = np.concatenate([one - one.mean() for one in before])
    end = np.concatenate([one - one.mean() for one in after])
    spread = float(start @ start)
    slope = float(start @ end) / spread if spread > 0 else 0.0
    apart = float(before[0].mean() - before[1].mean())
    difference = float(after[0].mean() - after[1].mean()) - slope * apart
    degrees = start.size - 3.0
    residual = float(((end - slope * start) ** 2).sum()) / degrees
    sizes = sum(1 / one.size for one in before)
    error = np.sqrt(residual * (sizes + (apart**2 / spread if spread > 0 else 0.0)))
    return difference, float(error), degrees


def _student_p(t: float, degrees: float) -> float:
    return float(2 * stdtr(degrees, -abs(t)))
