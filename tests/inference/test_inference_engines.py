"""The quick engine beside the slow one, on one simulated client."""

import numpy as np
import pytest

from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.model.virtual_client import virtual_client

PROBABILITIES = (0.1, 0.5, 0.9)


@pytest.mark.slow
def test_importance_sampling_and_nuts_find_the_same_posterior():
    record = virtual_client(22, half_life=3.0, peak=2.5, share_that_stays=0.1).record
    quick, slow = fit(record, seed=1), fit(record, engine="nuts", seed=1)
    assert quick.check.trustworthy
    assert slow.check.trustworthy
    # Each quantile agrees to a quarter of the prior's standard deviation, several times the sampling error.
    for place, name in enumerate(quick.parameters):
        found = [weighted_quantile(quick.z[:, place], quick.weights, p) for p in PROBABILITIES]
        wanted = [weighted_quantile(slow.z[:, place], slow.weights, p) for p in PROBABILITIES]
        np.testing.assert_allclose(found, wanted, atol=0.25, err_msg=name)
