"""Compiled elementary functions are as exact as they say."""

from __future__ import annotations

import numpy as np
import pytest
from tiny import worked_out

from unknot.cohort.kernel.operations import OPERATIONS

_SIGNED = np.concatenate([-np.geomspace(600, 1e-9, 300), [0.0], np.geomspace(1e-9, 600, 300)])
_POSITIVE = np.geomspace(1e-300, 1e300, 1001)
_NEAR = np.linspace(-0.999, 0.999, 401)
_RANGES = {
    "log": _POSITIVE,
    "sqrt": _POSITIVE,
    "log1p": np.concatenate([_NEAR, np.geomspace(1e-12, 1e12, 200)]),
    "asin": _NEAR,
    "acos": _NEAR,
    "cosh": _NEAR,
    "sinh": _NEAR,
    "lgamma": np.linspace(0.5, 20.0, 101),
}
_OF_TRUTHS = {"and", "or", "xor", "not", "number", "select"}


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name not in _OF_TRUTHS])
def test_an_operation_is_that_of_numpy(name):
    operation = OPERATIONS[name].evaluate
    if operation.nin == 1:
        arguments = [_RANGES.get(name, _SIGNED)]
    else:
        random = np.random.default_rng(1)
        arguments = [random.uniform(0.1, 5.0, 200), np.concatenate([random.uniform(0.1, 5.0, 100), [2.0] * 100])]
    np.testing.assert_allclose(worked_out(name, *arguments), operation(*arguments), rtol=1e-13, atol=1e-300)


def test_logarithms_of_what_has_none_are_those_of_numpy():
    found = worked_out("log", [0.0, -1.0])
    assert found[0] == -np.inf
    assert np.isnan(found[1])


def test_an_exponential_out_of_range_stays_a_tiny_number():
    assert 0 <= worked_out("exp", [-1e9])[0] < 1e-300


@pytest.mark.parametrize("name", ["exp", "logistic", "tanh"])
def test_what_is_not_a_number_stays_none(name):
    assert np.isnan(worked_out(name, [np.nan])[0])
