"""The statistics of published trials are those of SciPy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
import statsmodels.api as sm
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.meta_analysis import effectsize_smd

from unknot.validation import statistics

GENERATOR = np.random.default_rng(1)
FIRST, SECOND = GENERATOR.normal(1.0, 2.0, 31), GENERATOR.normal(0.0, 1.0, 24)
WELL, POORLY = FIRST > 1.5, SECOND > 0.8


def test_t_tests_are_those_of_scipy():
    assert statistics.welch_p(FIRST, SECOND) == pytest.approx(
        scipy.stats.ttest_ind(FIRST, SECOND, equal_var=False).pvalue
    )
    assert statistics.paired_p(FIRST) == pytest.approx(scipy.stats.ttest_1samp(FIRST, 0.0).pvalue)


def test_nothing_that_is_constant_is_significant():
    same = np.full(9, 3.0)
    assert statistics.paired_p(np.zeros(9)) == statistics.welch_p(same, same) == 1.0
    assert statistics.adjusted_p((same, same), (same, same)) == 1.0
    assert statistics.shares_p(same > 0, same > 0) == statistics.risk_ratio_p(same > 0, same > 0) == 1.0


def test_risk_ratio_is_that_of_statsmodels():
    counts = [[part.sum(), (~part).sum()] for part in (WELL, POORLY)]
    table = Table2x2(np.asarray(counts))
    assert statistics.risk_ratio(WELL, POORLY) == pytest.approx(table.riskratio)
    assert statistics.risk_ratio_p(WELL, POORLY) == pytest.approx(table.log_riskratio_pvalue())
    assert statistics.shares_p(WELL, POORLY) == pytest.approx(
        scipy.stats.chi2_contingency(counts, correction=False).pvalue
    )


def test_a_risk_ratio_against_nobody_is_infinite_and_has_a_p():
    nobody = np.zeros(20, dtype=bool)
    assert statistics.risk_ratio(WELL, nobody) == np.inf
    assert 0 < statistics.risk_ratio_p(WELL, nobody) < 1


def test_adjusted_difference_is_the_regression_on_group_and_start():
    end = (0.6 * FIRST + GENERATOR.normal(0, 1, FIRST.size), 0.6 * SECOND + GENERATOR.normal(0, 1, SECOND.size))
    group = np.repeat([1.0, 0.0], [FIRST.size, SECOND.size])
    design = sm.add_constant(np.column_stack([group, np.concatenate([FIRST, SECOND])]))
    fitted = sm.OLS(np.concatenate(end), design).fit()
    assert statistics.adjusted_difference((FIRST, SECOND), end) == pytest.approx(fitted.params[1])
    assert statistics.adjusted_p((FIRST, SECOND), end) == pytest.approx(fitted.pvalues[1])


def test_hedges_g_is_that_of_statsmodels():
    expected, _ = effectsize_smd(
        FIRST.mean(), FIRST.std(ddof=1), FIRST.size, SECOND.mean(), SECOND.std(ddof=1), SECOND.size
    )
    assert statistics.hedges_g(FIRST, SECOND) == pytest.approx(expected, rel=1e-3)
    assert abs(statistics.hedges_g(FIRST, SECOND)) < abs(statistics.standardised_difference(FIRST, SECOND))


def test_thirty_per_cent_of_ten_is_three():
    before = np.asarray([10.0, 10.0, 7.0, 0.0])
    after = np.asarray([7.0, 7.1, 4.9, 0.0])
    assert statistics.fell_by_share(before, after, 0.3).tolist() == [True, False, True, False]
    assert statistics.fell_by(before, after, 3.0).tolist() == [True, False, False, False]
