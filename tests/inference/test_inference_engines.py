"""The quick engine beside the slow one, on simulated clients."""

import numpy as np
import pytest

from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.model.virtual_client import Protocol, virtual_client

PROBABILITIES = (0.1, 0.5, 0.9)
HALF_LIFE = "relief_massage.half_life"
CLIENT = 43
RUNS = 8
"""One run of the quick engine is worth some 200 draws, too few to see a bias of 15 % in a tail."""
TOLERANCE = 0.15
"""`benchmarks/quick_and_slow.py` compares ten clients."""


@pytest.fixture(scope="module")
def record():
    return virtual_client(CLIENT, Protocol(days=56, asked=("pain",)), half_life=3.0, peak=3.0).record


@pytest.fixture(scope="module")
def slow(record):
    return fit(record, engine="nuts", seed=1)


@pytest.mark.slow
def test_importance_sampling_and_nuts_find_the_same_posterior(record, slow):
    quick = fit(record, seed=1)
    assert quick.check.trustworthy
    assert slow.check.trustworthy
    # Each quantile agrees to a quarter of the prior's standard deviation, several times the sampling error.
    for place, name in enumerate(quick.parameters):
        found = [weighted_quantile(quick.z[:, place], quick.weights, p) for p in PROBABILITIES]
        wanted = [weighted_quantile(slow.z[:, place], slow.weights, p) for p in PROBABILITIES]
        np.testing.assert_allclose(found, wanted, atol=0.25, err_msg=name)


@pytest.mark.slow
def test_the_half_life_of_a_simulated_client_agrees_with_nuts(record, slow):
    quick = [fit(record, seed=run) for run in range(RUNS)]
    draws = np.concatenate([one.parameters[HALF_LIFE] for one in quick])
    weights = np.concatenate([one.weights for one in quick]) / RUNS
    wanted = [weighted_quantile(slow.parameters[HALF_LIFE], slow.weights, p) for p in PROBABILITIES]
    found = [weighted_quantile(draws, weights, p) for p in PROBABILITIES]
    np.testing.assert_allclose(found, wanted, rtol=TOLERANCE)
