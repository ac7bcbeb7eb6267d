"""The quick engine beside the slow one, on simulated clients."""

import numpy as np
import pytest

from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.model.virtual_client import Protocol, virtual_client

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


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "half_life"), [(1, 1.0), (2, 1.5), (4, 2.5), (5, 3.0)])
def test_quantiles_of_the_half_life_agree_within_fifteen_percent(seed, half_life):
    """Five runs of the quick engine together, so that the difference is its bias and not its sampling error."""
    diary = Protocol(days=90, gap=7, answered=0.8, asked=("pain",))
    record = virtual_client(seed, diary, half_life=half_life, peak=2.5).record
    name = "relief_massage.half_life"
    slow = fit(record, engine="nuts", seed=2)
    assert slow.check.trustworthy
    wanted = np.asarray([weighted_quantile(slow.parameters[name], slow.weights, p) for p in PROBABILITIES])
    quick = [fit(record, seed=run) for run in range(5)]
    found = [[weighted_quantile(each.parameters[name], each.weights, p) for p in PROBABILITIES] for each in quick]
    np.testing.assert_allclose(np.exp(np.mean(np.log(found), axis=0)), wanted, rtol=0.15)
