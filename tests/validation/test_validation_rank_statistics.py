"""Simulation-based calibration: over people drawn from the prior, truths fall evenly in their posteriors."""

import numpy as np
import pytest

from unknot.validation.prior_diaries import prior_diary
from unknot.validation.rank_statistics import calibrated, evenness, weekly_design

SIZE = "relief_massage.size"


def judged(values):
    return evenness([{"a": value} for value in values])[0]


def test_even_places_pass_and_uneven_ones_do_not():
    generator = np.random.default_rng(0)
    assert judged(generator.random(300)).even
    assert not judged(generator.beta(0.5, 0.5, 300)).even  # intervals too narrow
    assert not judged(generator.beta(2, 2, 300)).even  # intervals too wide
    assert not judged(generator.beta(1.5, 1, 300)).even  # estimates too low


@pytest.mark.slow
def test_even_places_fail_as_rarely_as_stated():
    generator = np.random.default_rng(1)
    failed = np.mean([not judged(generator.random(100)).even for _ in range(400)])
    assert failed == pytest.approx(0.05, abs=0.03)


def test_a_diary_keeps_its_design_and_its_seed():
    design = weekly_design()
    one, same, other = (prior_diary(design, seed) for seed in (1, 1, 2))
    assert [answer.day for answer in one.record.responses] == [answer.day for answer in design.responses]
    assert one == same
    assert one.parameters != other.parameters
    assert all(0 <= answer.value <= 10 for answer in one.record.responses)


@pytest.mark.slow
def test_truths_fall_evenly_in_their_posteriors():
    uneven = {found.name: found.distance for found in calibrated(450, (SIZE,), first_seed=500) if not found.even}
    assert not uneven
