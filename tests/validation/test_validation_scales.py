"""Questionnaires read what is felt: their maps go through the baseline rows they were fitted on."""

from __future__ import annotations

import numpy as np
import pytest

from unknot.evidence.load import studies
from unknot.validation import scales

ROWS = [
    (scales.roland_disability, 6.2, 12.2),
    (scales.neck_disability, 5.8, 13.8),
    (scales.oswestry_disability, 7.19, 36.3),
    (scales.physical_component, 5.55, 31.8),
    (scales.western_ontario_arthritis, 5.2, 52.0),
    (scales.brief_pain_interference, 4.0, 4.0),
    (scales.mental_component, 5.0, 50.0),
]
QUESTIONNAIRES = [value for value in vars(scales).values() if isinstance(value, scales.Questionnaire)]


@pytest.mark.parametrize(("scale", "felt", "score"), ROWS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_map_goes_through_its_baseline_row(scale, felt, score):
    found = scale(np.full(100_000, felt))
    assert found.mean() == pytest.approx(score, abs=0.6)


@pytest.mark.parametrize("one", QUESTIONNAIRES, ids=lambda one: one.name)
def test_scores_stay_on_the_scale_and_the_same_people_score_the_same(one):
    felt = np.linspace(-5, 30, 400).reshape(100, 4)
    found = one.score(felt)
    assert found.shape == felt.shape
    assert one.lowest <= found.min()
    assert found.max() <= one.highest
    assert np.array_equal(found, one.score(felt.copy()))
    assert set(one.sources) <= set(studies())


def test_noise_is_what_changing_pain_does_not_explain():
    one = next(one for one in QUESTIONNAIRES if one.name == "RDQ")
    felt = np.full(200_000, 5.5) + np.random.default_rng(0).normal(0, one.within, 200_000)
    assert one.score(felt).std() == pytest.approx(one.retest, rel=0.05)


def test_a_scale_that_pain_alone_moves_more_than_its_retest_has_no_noise():
    neck = next(one for one in QUESTIONNAIRES if one.name == "NDI")
    assert neck.noise == 0
    assert np.ptp(neck.score(np.full(50, 5.0))) == 0
