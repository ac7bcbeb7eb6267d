"""An integrator that others wrote gives our trajectories."""

from __future__ import annotations

import pytest

from unknot.exchange.outside_check import CASES, SECOND, Case, difference, ours, reference, typical
from unknot.model.cohort import Pace
from unknot.model.exposure import session
from unknot.model.mechanisms.gate import Gate
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.model import Model

READINGS = [count / 1000 + 0.0003 for count in range(1, 30)]


def test_a_small_model_agrees_over_a_massage():
    model = Model((Nociception(), Gate(), Perception(), Relief.of("massage", expected=True)))
    case = Case("a massage", (session("massage", 0.005, 15),), READINGS, Pace(SECOND / 20, SECOND / 4))
    found = difference(ours(model, case, case.fine), reference(model, case))
    assert found.worst < 1e-4
    assert found.intensity > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_whole_model_agrees_at_fine_steps(name):
    model, case = typical(), CASES[name]
    true = reference(model, case)
    assert difference(ours(model, case, case.fine), true).worst < 1e-4
