"""One more answer: the same as fitting anew at the same draws, and refused where it would not be."""

from dataclasses import replace

import numpy as np
import pytest

from unknot.errors import FitError
from unknot.inference.individual import fit
from unknot.inference.target import evaluate
from unknot.inference.update import updated
from unknot.model.virtual_client import Protocol, virtual_client

CUT = 50.0


@pytest.fixture(scope="module")
def record():
    return virtual_client(2, Protocol(days=60, answered=0.9, asked=("pain", "stress"))).record


def until(record, day):
    responses = tuple(answer for answer in record.responses if answer.day < day)
    return replace(record, responses=responses, doses=tuple(dose for dose in record.doses if dose.day < day))


@pytest.fixture(scope="module")
def before(record):
    return fit(until(record, CUT))


def test_an_update_is_exact_for_its_draws(record, before):
    after = updated(before, record)
    anew = evaluate(after.target, after.z)
    np.testing.assert_allclose(after.log_likelihood, anew.log_likelihood, rtol=1e-9)
    np.testing.assert_allclose(after.last.mean, anew.last.mean, atol=1e-8)
    np.testing.assert_allclose(after.last.covariance, anew.last.covariance, atol=1e-8)


def test_weights_sum_to_one_and_the_check_is_made_anew(record, before):
    after = updated(before, record)
    assert after.weights.sum() == pytest.approx(1.0)
    assert after.check.effective_sample_size == pytest.approx(1 / np.sum(after.weights**2))
    assert after.data_hash != before.data_hash


def test_answers_one_by_one_end_where_answers_together_do(record, before):
    after = before
    for day in (53.0, 57.0, 61.0):
        after = updated(after, until(record, day))
    together = updated(before, record)
    np.testing.assert_allclose(after.weights, together.weights, atol=1e-9)


@pytest.mark.parametrize("day", [30.0, CUT])
def test_a_record_that_is_not_longer_is_refused(record, before, day):
    with pytest.raises(FitError, match="Fit the record again"):
        updated(before, until(record, day))
