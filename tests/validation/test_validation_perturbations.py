"""What must happen when a part of the system is taken away, blocked or worn."""

from __future__ import annotations

import numpy as np
import pytest
from typical_people import NOON, SECOND, felt, typical_person

from unknot.model.exposure import Exposure
from unknot.validation.stimuli import acting, cold_water, heat_steps, heat_train, stimulus

pytestmark = pytest.mark.slow

NALOXONE = acting("naloxone", NOON - 1200 * SECOND, 3600)
TASK = acting("n_back", NOON - 60 * SECOND, 120)
HEAT = stimulus(6.0, NOON, 30)
HEAT_BELIEVED = acting("placebo", NOON - 600 * SECOND, 700)


def test_without_descending_control_the_same_heat_hurts_more_under_conditioning():
    doses = [HEAT, cold_water(NOON - 60 * SECOND, 120)]
    whole, removed = (felt(typical_person(without=without), doses, [25.0]) for without in ((), ("descending",)))
    assert removed > 1.1 * whole


def test_without_inhibition_touch_of_a_sensitised_person_hurts_where_it_did_not():
    sensitised = {"sensitisation.personal": 1.5, "gate.touch_strength": 0.0}
    barely = [stimulus(0.5, NOON, 30), cold_water(NOON - 60 * SECOND, 120)]
    healthy = felt(typical_person(), barely, [25.0])
    patient = felt(typical_person(sensitised, without=("descending",)), barely, [25.0])
    assert healthy < 0.5
    assert patient > 1.5


@pytest.mark.parametrize("relief", [TASK, HEAT_BELIEVED], ids=["distraction", "placebo"])
def test_naloxone_takes_the_opioid_part_and_leaves_the_rest(relief: Exposure):
    person = typical_person()
    alone, eased, blocked = (felt(person, [HEAT, *more], [25.0]) for more in ([], [relief], [relief, NALOXONE]))
    assert eased < blocked < alone
    without = felt(typical_person(without=("opioid",)), [HEAT, relief], [25.0])
    np.testing.assert_allclose(blocked, without, rtol=0.01)


def test_naloxone_leaves_mindfulness_and_offset_analgesia_as_they_are():
    person = typical_person()
    meditating = acting("mindfulness", NOON - 300 * SECOND, 600)
    for doses, moment in (([HEAT, meditating], 25.0), (heat_steps([(47, 5), (48, 5), (47, 20)], NOON), 12.0)):
        free, blocked = (felt(person, [*doses, *more], [moment]) for more in ([], [NALOXONE]))
        np.testing.assert_allclose(free, blocked, rtol=1e-6)


def test_a_small_fall_of_heat_stops_pain_and_months_of_pain_wear_that_control():
    steps = heat_steps([(47, 5), (48, 5), (47, 20)], NOON)
    before, after, later = felt(typical_person(), steps, [9.5, 11.5, 29.0])
    assert after < 0.1 * before
    assert later > 3 * after
    chronic = typical_person({"nociception.usual_drive": 6.0})
    hurt = felt(chronic, steps, [9.5, 11.5])
    assert hurt[1] / hurt[0] > after / before


def test_wind_up_needs_fast_and_strong_pulses():
    person = typical_person()

    def summation(celsius: float, hertz: float) -> float:
        first, fifth = felt(person, heat_train(celsius, hertz, 5, NOON), [0.7, 4 / hertz + 0.7])
        return float(fifth - first)

    assert summation(48, 0.17) < 0.1 < summation(48, 0.5)
    assert summation(48, 0.17) < summation(48, 0.33) < summation(48, 0.5)
    assert summation(44, 0.4) < 0
