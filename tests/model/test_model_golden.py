"""Golden numbers: a few people's days, to nine digits, as they were when someone last looked at them.

A change of these numbers is a change of the model. Renew them with ``UNKNOT_RENEW_GOLDEN=1 pytest
tests/model/test_model_golden.py`` and say in the change log why they moved.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from made_models import BASE, start_at

from unknot.model.exposure import Exposure, dose_amount
from unknot.model.mechanisms.relief import Relief
from unknot.model.mechanisms.sleep import Sleep
from unknot.model.mechanisms.stress import Stress
from unknot.model.model import Model
from unknot.model.simulate import simulate

FILE = Path(__file__).parents[1] / "golden" / "model.json"
DAYS = 28
HOUR = 1 / 24
MASSAGED = {
    "relief_massage.size": 1.2,
    "relief_massage.immediate_size": 0.8,
    "relief_massage.soreness_size": 0.4,
}


def _left_alone():
    return (
        Model(BASE),
        (),
        {"nociception.fluctuation": 1.5, "perception.offset": -0.5, "perception.valence": 1.0},
    )


def _weekly_massage():
    sessions = [Exposure("massage", day + 0.6, HOUR, 1.0) for day in (2, 9, 16, 23)]
    return Model((*BASE, Relief.of("massage"))), sessions, MASSAGED


def _short_massages():
    amount = dose_amount("massage", 30, 60)
    sessions = [Exposure("massage", day + 0.6, HOUR / 2, amount) for day in range(1, 28, 3)]
    return Model((*BASE, Relief.of("massage"))), sessions, MASSAGED


def _practice_and_massage():
    given = [Exposure("mindfulness", day + 0.3, HOUR / 3, 1.0) for day in range(1, 20)]
    given += [Exposure("massage", 5.5, HOUR, 1.0)]
    model = Model((*BASE, Relief.of("mindfulness"), Relief.of("massage")))
    return (
        model,
        given,
        {**MASSAGED, "relief_mindfulness.size": 0.15, "relief_mindfulness.immediate_size": 0.3},
    )


def _a_bad_night():
    model = Model((*BASE, Sleep(), Stress()))
    night = {"sleep.quality": -4.0, "sleep.quality_coupling": -0.4}
    return model, (), {**night, "stress.level": 2.5, "stress.level_coupling": 0.3}


CASES = [_left_alone, _weekly_massage, _short_massages, _practice_and_massage, _a_bad_night]


def _days(case):
    """Every readout at the end of some days, by name."""
    model, given, values = case()
    found = simulate(model, given, days=DAYS, step=HOUR, noise=False, start=start_at(model, values))
    at = [24 * day for day in (0, 1, 2, 3, 5, 7, 14, 21, 28)]
    return {name: [float(values[0, place]) for place in at] for name, values in found.readouts.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__.strip("_"))
def test_the_golden_days_have_not_moved(case):
    name, found = case.__name__.strip("_"), _days(case)
    golden = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if os.environ.get("UNKNOT_RENEW_GOLDEN"):
        FILE.write_text(json.dumps({**golden, name: found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return
    assert set(found) == set(golden[name])
    for readout, values in found.items():
        assert values == pytest.approx(golden[name][readout], rel=1e-9)
