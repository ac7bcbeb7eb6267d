"""Claims about a half-life: unusual ones get a better chance, and data overrule both priors."""

import numpy as np
import pytest

from unknot.inference.claims import claim_weights
from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.model.virtual_client import Protocol, virtual_client

HALF_LIFE = "relief_massage.half_life"
DIARY = Protocol(days=56, gap=7, answered=0.8, asked=("pain",))


@pytest.fixture(scope="module")
def little_known():
    return fit(virtual_client(3, DIARY, half_life=3.0, peak=0.5).record)


def spread(posterior, weights):
    ends = [weighted_quantile(np.log(posterior.parameters[HALF_LIFE]), weights, p) for p in (0.1, 0.9)]
    return ends[1] - ends[0]


def test_weights_sum_to_one_and_none_explodes(little_known):
    weights = claim_weights(little_known, "massage")
    assert weights.sum() == pytest.approx(1.0)
    kept = little_known.weights > 0
    ratio = weights[kept] / little_known.weights[kept]
    assert ratio.max() / ratio.min() < 2.0**6


def test_an_interval_is_wider_where_the_diary_says_little(little_known):
    assert spread(little_known, claim_weights(little_known, "massage")) > 1.2 * spread(
        little_known, little_known.weights
    )


def test_a_diary_that_says_much_overrules_both_priors():
    posterior = fit(virtual_client(5, Protocol(days=180, gap=9, asked=("pain",)), half_life=3.0, peak=4.0).record)
    middle = [
        weighted_quantile(posterior.parameters[HALF_LIFE], weights, 0.5)
        for weights in (posterior.weights, claim_weights(posterior, "massage"))
    ]
    assert middle[1] == pytest.approx(middle[0], rel=0.05)
