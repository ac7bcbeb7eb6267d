"""Rounds of pooling rest where plain expectation and maximisation would, and those who say nothing change nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.evidence.load import intervention
from unknot.inference.shared_relief import (
    WORTH,
    Moments,
    SharedRelief,
    Spread,
    doubt_about_centre,
    next_spread,
)

PUBLISHED = Spread(0.9, 1.2)


def believed(likelihoods, now):
    """Moments of clients whose diaries say N(value, sd), under a spread."""
    found = []
    for value, sd in likelihoods:
        precision = 1 / sd**2 + 1 / now.sd**2
        found.append(Moments((value / sd**2 + now.centre / now.sd**2) / precision, 1 / precision))
    return found


def plain_round(now, likelihoods):
    """Expectation and maximisation as a textbook has them, the published spread counted as some clients."""
    moments = believed(likelihoods, now)
    count = len(moments) + WORTH
    centre = (sum(one.mean for one in moments) + WORTH * PUBLISHED.centre) / count
    total = sum(one.variance + (one.mean - centre) ** 2 for one in moments)
    total += WORTH * (PUBLISHED.sd**2 + (PUBLISHED.centre - centre) ** 2)
    return Spread(centre, math.sqrt(total / count))


def made_up(clients=30, seed=0):
    generator = np.random.default_rng(seed)
    own = 0.7 + 0.4 * generator.standard_normal(clients)
    sds = generator.uniform(0.3, 2.0, clients)
    return list(zip(own + sds * generator.standard_normal(clients), sds, strict=True))


def test_one_round_goes_where_thousands_of_plain_ones_do():
    likelihoods, slow = made_up(), PUBLISHED
    for _ in range(5000):
        slow = plain_round(slow, likelihoods)
    quick = next_spread(PUBLISHED, PUBLISHED, believed(likelihoods, PUBLISHED))
    assert quick.centre == pytest.approx(slow.centre, abs=1e-4)
    assert quick.sd == pytest.approx(slow.sd, abs=1e-4)
    again = next_spread(quick, PUBLISHED, believed(likelihoods, quick))
    assert again.centre == pytest.approx(quick.centre, abs=1e-5)


@given(st.floats(-2, 2), st.floats(0.2, 2), st.integers(1, 50))
def test_clients_who_say_nothing_change_nothing(centre, sd, silent):
    now, likelihoods = Spread(centre, sd), made_up(8)
    told = believed(likelihoods, now)
    with_silent = next_spread(now, PUBLISHED, [*told, *[Moments(centre, sd**2)] * silent])
    without = next_spread(now, PUBLISHED, told)
    assert with_silent.centre == pytest.approx(without.centre, abs=1e-3)
    assert with_silent.sd == pytest.approx(without.sd, abs=1e-3)


def test_a_client_much_less_certain_than_the_spread_keeps_its_moments():
    now = Spread(0.0, 1.0)
    torn = Moments(0.5, 1.5)
    found = next_spread(now, PUBLISHED, [torn])
    assert found.centre == pytest.approx((0.5 + WORTH * PUBLISHED.centre) / (1 + WORTH))


def test_few_clients_who_agree_do_not_make_the_spread_narrow():
    alike = [(0.7, 0.1)] * 5
    found = next_spread(PUBLISHED, PUBLISHED, believed(alike, PUBLISHED))
    assert found.sd > 0.5
    many = [(0.7, 0.1)] * 500
    assert next_spread(PUBLISHED, PUBLISHED, believed(many, PUBLISHED)).sd < 0.15


def test_doubt_about_the_middle_client_is_that_of_a_mean():
    now = Spread(0.7, 0.4)
    certain = [Moments(0.7, 1e-8)] * 97
    assert doubt_about_centre(now, certain) == pytest.approx(0.4 / math.sqrt(97 + WORTH), rel=1e-3)
    assert doubt_about_centre(now, [Moments(0.7, 0.16)] * 97) == pytest.approx(0.4 / math.sqrt(WORTH))


def test_noise_around_silent_clients_is_no_knowledge_of_the_middle_one():
    now = Spread(0.7, 0.4)
    noisy = [Moments(0.7, 0.16 * (1 + 0.04 * (-1) ** number)) for number in range(400)]
    assert doubt_about_centre(now, noisy) == pytest.approx(0.4 / math.sqrt(WORTH))


def test_what_is_published_comes_back_from_its_plain_form():
    shared = SharedRelief.published(intervention("massage"))
    assert math.exp(shared.log_half_life.centre) == pytest.approx(intervention("massage").half_life_median_days)
    assert SharedRelief.of_plain(shared.plain()) == shared
    assert shared.moved(shared) == 0
