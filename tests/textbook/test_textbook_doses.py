"""The dose curve in minutes, and doses spread over the steps of a time grid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.evidence.load import interventions
from unknot.model.exposure import Exposure, dose_amount, dose_rates, exposures, usual_minutes
from unknot.records import Dose

EVERY = pytest.mark.parametrize("fact", interventions().values(), ids=lambda fact: fact.name)


@EVERY
def test_the_dose_curve_is_a_hill_curve(fact):
    def hill(minutes):
        return minutes**fact.hill / (fact.half_minutes**fact.hill + minutes**fact.hill)

    assert dose_amount(fact.name, fact.usual_minutes, fact.usual_minutes) == 1
    for minutes in (1, 7.5, fact.half_minutes, 45, 200):
        expected = hill(minutes) / hill(fact.usual_minutes)
        assert dose_amount(fact.name, minutes, fact.usual_minutes) == pytest.approx(expected, rel=1e-12)


@EVERY
def test_longer_is_never_less_and_the_curve_saturates(fact):
    lengths = np.geomspace(0.1, 1e30, 60)
    amounts = [dose_amount(fact.name, minutes, fact.usual_minutes) for minutes in lengths]
    assert np.all(np.diff(amounts) >= 0)
    assert amounts[-1] == pytest.approx(1 / fact.amount(fact.usual_minutes))


def test_half_an_hour_of_massage_gives_little_and_two_hours_no_more_than_one():
    assert dose_amount("massage", 30, 60) < 0.35
    assert dose_amount("massage", 120, 60) < 1.25


def test_a_usual_session_is_the_median_of_this_client():
    doses = [Dose(day, "massage", minutes) for day, minutes in enumerate([30, 60, 90, 60, 45])]
    assert usual_minutes([*doses, Dose(1.5, "mindfulness", 10)]) == {"massage": 60, "mindfulness": 10}
    (exposure,) = exposures(doses[1:2], {"massage": 60})
    assert (exposure.start, exposure.amount) == (1, 1)
    assert exposure.end == pytest.approx(1 + 1 / 24)


grids = st.lists(st.floats(0.01, 3), min_size=1, max_size=12).map(lambda steps: np.cumsum([0.0, *steps]))
sessions = st.builds(
    Exposure,
    intervention=st.sampled_from(["massage", "exercise"]),
    start=st.floats(0, 30),
    duration=st.floats(1e-3, 5),
    amount=st.floats(0.1, 3),
)


@settings(deadline=None)
@given(edges=grids, doses=st.lists(sessions, max_size=5))
def test_a_time_grid_keeps_the_amount(edges, doses):
    """What falls in the time covered arrives in full, whatever the steps; the rest is cut off."""
    rates = dose_rates(doses, ("exercise", "massage"), edges)
    arrived = np.diff(edges) @ rates
    for column, name in enumerate(("exercise", "massage")):
        inside = [
            dose.amount * max(0.0, min(dose.end, edges[-1]) - dose.start) / dose.duration
            for dose in doses
            if dose.intervention == name
        ]
        assert arrived[column] == pytest.approx(sum(inside), abs=1e-9)
    assert np.all(rates >= 0)
