"""Our integrator beside one that others wrote: the exported model, run by libRoadRunner (CVODE), against our own steps.

The error of a quantity is its largest difference at any reading, as a share of its own largest size in the reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import Any

import jax.numpy as jnp
import numpy as np

from unknot.exchange.sbml import to_sbml
from unknot.exchange.system import at_rest
from unknot.model.cohort import Pace, live
from unknot.model.exposure import Exposure, Numbers, session
from unknot.model.model import Model
from unknot.model.people import People
from unknot.model.whole import whole_model
from unknot.units import convert
from unknot.validation.stimuli import acting, heat_steps, heat_train

NOON, SECOND, HOUR = 0.5, convert(1, "second", "day"), convert(1, "hour", "day")
RELATIVE, ABSOLUTE = 1e-9, 1e-11
"""Tolerances of the reference."""
_NOTHING = 1e-6
"""Quantities that never get larger are left out: their relative error says nothing."""


@dataclass(frozen=True)
class Case:
    """Something to live through.

    Attributes:
        title: What it is.
        given: The doses.
        times: When to read [day].
        fine: How finely it is cut here, so finely that our trajectory has converged.
        usual: How finely time is cut in experiments of this kind.
    """

    title: str
    given: tuple[Exposure, ...]
    times: Sequence[float]
    fine: Pace
    usual: Pace = field(default_factory=Pace)


@dataclass(frozen=True)
class Difference:
    """How far our trajectory is from the reference.

    Attributes:
        worst: The largest error of any quantity.
        quantity: Which that is.
        intensity: The error of pain intensity.
    """

    worst: float
    quantity: str
    intensity: float


_LABORATORY = Pace(0.1 * SECOND, 0.02)
_DAYS, _SECONDS = Pace(0.05 * SECOND, 2 * SECOND), Pace(0.002 * SECOND, 0.002 * SECOND)


def _hours(first: int, after: int) -> list[float]:
    return [count * HOUR for count in range(first, after)]


CASES: Mapping[str, Case] = MappingProxyType(
    {
        "rest": Case("four days at rest", (), _hours(1, 97), _DAYS),
        "massage": Case(
            "a massage of an hour, three days",
            (session("massage", NOON, 60),),
            [*_hours(1, 12), *(NOON + time / 12 for time in _hours(1, 24)), *_hours(14, 73)],
            _DAYS,
        ),
        "medicine": Case(
            "an opioid drug for an hour, naloxone in between, a drug against inflammation, two days",
            (
                acting("remifentanil", NOON, 3600),
                acting("naloxone", NOON + HOUR / 2, 1200),
                acting("nsaid", NOON, 6 * 3600),
            ),
            [time / 2 + HOUR / 5 for time in _hours(1, 97)],
            _DAYS,
        ),
        "bad night": Case(
            "a night without sleep, three days",
            (acting("sleep_loss", 23 * HOUR, 8 * 3600),),
            [time + HOUR / 2 for time in _hours(1, 73)],
            _DAYS,
        ),
        "pulses": Case(
            "ten pulses of heat, 0.4 Hz",
            heat_train(48.0, 0.4, 10, 60 * SECOND),
            [(count / 2 + 0.01) * SECOND for count in range(1, 201)],
            _SECONDS,
            _LABORATORY,
        ),
        "offset": Case(
            "heat that steps up and down again",
            heat_steps(((48.0, 5.0), (49.0, 5.0), (48.0, 20.0)), 10 * SECOND),
            [(count / 2 + 0.01) * SECOND for count in range(1, 121)],
            _SECONDS,
            _LABORATORY,
        ),
    }
)


def reference(model: Model, case: Case) -> dict[str, Numbers]:
    """States and readouts at the readings of a case, by their full names, as libRoadRunner has them.

    Args:
        model: The mechanisms.
        case: What is lived through.
    """
    found = run_elsewhere(to_sbml(model, case.given), list(ids(model).values()), case.times)
    return {name: found[key] for name, key in ids(model).items()}


def run_elsewhere(text: str, wanted: Sequence[str], times: Sequence[float]) -> dict[str, Numbers]:
    """What libRoadRunner makes of a document.

    Args:
        text: The SBML document.
        wanted: Ids of the quantities to read.
        times: When to read [day].

    Returns:
        The readings by id.
    """
    library: Any = import_module("roadrunner")
    runner: Any = library.RoadRunner(text)
    runner.integrator.relative_tolerance = RELATIVE
    # One for each state: by itself it scales them by where a state begins, to nothing where that is nearly 0.
    runner.integrator.setValue("absolute_tolerance", [ABSOLUTE] * runner.model.getNumRateRules())
    runner.integrator.setValue("maximum_num_steps", 1_000_000)
    runner.timeCourseSelections = ["time", *wanted]
    seen = np.asarray(runner.simulate(times=[0.0, *times]))[1:]
    return {key: seen[:, place + 1] for place, key in enumerate(wanted)}


def ours(model: Model, case: Case, pace: Pace) -> dict[str, Numbers]:
    """The same by our own steps.

    Args:
        model: The mechanisms.
        case: What is lived through.
        pace: How finely time is cut.
    """
    people = People(model, jnp.asarray(at_rest(model))[:, None])
    seen = live(people, case.given, tuple(case.times), tuple(ids(model)), seed=0, pace=pace, noise=False)
    return {name: values[0] for name, values in seen.values.items()}


def ids(model: Model) -> dict[str, str]:
    """The id of each state and readout in the exported model; of two with one name the readout, as in `live`."""
    states = {name: name.replace(".", "__") for name in model.state_names}
    return states | {name: f"readout__{name.replace('.', '__')}" for name in model.readout_names}


def difference(found: Mapping[str, Numbers], true: Mapping[str, Numbers]) -> Difference:
    """The errors of a trajectory.

    Args:
        found: Ours.
        true: The reference.
    """
    sizes = {name: float(np.abs(values).max()) for name, values in true.items()}
    errors = {
        name: float(np.abs(found[name] - true[name]).max()) / size for name, size in sizes.items() if size > _NOTHING
    }
    worst = max(errors, key=lambda name: errors[name])
    return Difference(errors[worst], worst, errors["perception.intensity"])


def typical() -> Model:
    """The person of the check: everything together, with the relief of massage."""
    return whole_model(("massage",))
