"""Calibration: facts about what is free, residuals, and a fit that finds values it was given."""

from __future__ import annotations

from concurrent.futures import Future

import numpy as np
import pytest

from unknot.evidence.calibration import Free, calibrated_values, free_parameters, whitened
from unknot.model.exposure import session
from unknot.model.whole import whole_model
from unknot.validation import calibration
from unknot.validation.calibration import calibrate, residual
from unknot.validation.calibration_file import calibration_file
from unknot.validation.discovery import all_experiments
from unknot.validation.experiment import Arm, Experiment, NumberCheck, Population
from unknot.validation.outcomes import Outcomes
from unknot.validation.runner import Size


class AtOnce:
    """Runs a task in this process."""

    def submit(self, task, *arguments):
        done = Future()
        done.set_result(task(*arguments))
        return done


def everything():
    """The whole model with every treatment that an experiment gives."""
    treatments = {dose.intervention for one in all_experiments().values() for arm in one.arms for dose in arm.doses}
    return whole_model(treatments)


def test_every_free_parameter_is_one_of_the_whole_model_and_moves_known_cases():
    known, cases = everything().parameters(), set(all_experiments())
    for one in free_parameters():
        assert one.name in known
        assert set(one.cases) <= cases
        assert one.cases


def test_nothing_reported_is_calibrated():
    parameters = everything().parameters()
    assert all(parameters[one.name].status != "reported" for one in free_parameters())


@pytest.mark.parametrize(
    "one",
    [Free("a", 2.0, 0.5, "log", ()), Free("b", -0.1, 0.05, "linear", ()), Free("c", 0.2, 0.7, "logit", ())],
    ids=lambda one: one.scale,
)
def test_whitening_is_undone_by_value(one):
    for z in (-2.0, 0.0, 1.3):
        assert one.whitened(one.value(z)) == pytest.approx(z)
    assert one.value(0.0) == pytest.approx(one.expected)


def test_a_calibrated_value_is_where_its_whitened_coordinate_says():
    free = free_parameters()
    z = whitened(free, calibrated_values())
    for one, coordinate in zip(free, z, strict=True):
        if one.name in calibrated_values():
            assert one.value(coordinate) == pytest.approx(calibrated_values()[one.name], rel=1e-5)


@pytest.mark.parametrize(
    ("reported", "value", "expected"),
    [(-1.0, -1.0, 0.0), (-1.0, -0.5, 1.96), ("none", -1.0, 0.0), (-1.0, np.nan, 20.0)],
)
def test_a_residual_is_1_96_where_a_bound_is(reported, value, expected):
    check = NumberCheck("change", reported, -1.5, -0.5, "made up", lambda found: 0.0)
    assert residual(check, value) == pytest.approx(expected)


def _touch(found: Outcomes) -> float:
    return float(np.mean(found.truth("touch", "during") - found.truth("none", "during")))


@pytest.mark.slow
def test_a_fit_finds_the_gate_that_made_the_numbers(monkeypatch: pytest.MonkeyPatch):
    """Numbers made by the model itself with a known value lead back to that value."""
    free = Free("gate.touch_strength", 0.6, 0.5, "log", ("made_up",))
    arms = (Arm("none"), Arm("touch", (session("simple_touch", 0.5, 30, cue=0.0, comfort=0.0),)))
    case = Experiment("made_up", "F0", "made up", (), Population(), arms, {"during": 0.51}, ())
    seen = calibration.outcomes(case, Size(60, 1), values={free.name: 1.1})
    target = _touch(seen)
    check = NumberCheck("touch", target, target - 0.05, target + 0.05, "made up", _touch)
    case = Experiment("made_up", "F0", "made up", (), Population(), arms, {"during": 0.51}, (check,))
    monkeypatch.setattr(calibration, "all_experiments", lambda: {"made_up": case})
    fit = calibrate(["made_up"], [free], AtOnce(), rounds=4, size=Size(60, 1), slope_size=Size(60, 1))
    assert fit.values[free.name] == pytest.approx(1.1, rel=0.05)
    assert fit.spread[0] < 0.3
    assert '"gate.touch_strength" = ' in calibration_file(fit)
