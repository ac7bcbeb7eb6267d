"""V25: a soft brush at five velocities from 0.3 to 30 cm/s, three times each: fibres, pleasantness, people."""

from __future__ import annotations

import numpy as np

from unknot.model.cohort import Pace
from unknot.model.exposure import Numbers
from unknot.units import convert
from unknot.validation.experiment import Arm, Experiment, NumberCheck, PatternCheck
from unknot.validation.outcomes import Outcomes
from unknot.validation.populations import HEALTHY
from unknot.validation.stimuli import acting

SECOND = convert(1.0, "second", "day")
NOON, STROKE, GAP = 0.5, 10.0, 30.0
VELOCITIES, REPEATS = (0.3, 1.0, 3.0, 10.0, 30.0), 3
ORDER = tuple(velocity for _ in range(REPEATS) for velocity in VELOCITIES)
SLOW, FAST, PLEASANT = "gate.slow_fibres", "gate.fast_fibres", "gate.pleasantness"
T_LIMIT = 2.1788
"""Two-sided 5 % limit of Student's t with 12 degrees of freedom, for 15 ratings and 3 coefficients [1]."""


def _by_velocity(found: Outcomes, readout: str) -> Numbers:
    means = found.course("brush", readout).mean(axis=0)
    return means.reshape(REPEATS, len(VELOCITIES)).mean(axis=0)


def _peak(found: Outcomes) -> float:
    """The top of a parabola through the mean pleasantness over the logarithm of velocity [cm/second]."""
    curve = np.polyfit(np.log(VELOCITIES), _by_velocity(found, PLEASANT), 2)
    return float(np.exp(-curve[1] / (2 * curve[0])))


def _shape(found: Outcomes) -> bool:
    slow, pleasant, fast = (_by_velocity(found, readout) for readout in (SLOW, PLEASANT, FAST))
    inverted = all(max(curve[0], curve[-1]) < curve[1:-1].min() for curve in (slow, pleasant))
    return bool(inverted and np.all(np.diff(fast) > 0))


def significant_inverted(ratings: Numbers, velocities: tuple[float, ...]) -> Numbers:
    """Whether each person's ratings, shape (persons, ratings), bend down significantly over log velocity."""
    place = np.log(velocities)
    design = np.stack([np.ones_like(place), place, place**2], axis=1)
    inverse = np.linalg.inv(design.T @ design)
    fitted = ratings @ design @ inverse
    left = ratings - fitted @ design.T
    error = np.sqrt((left**2).sum(axis=1) / (len(place) - 3) * inverse[2, 2])
    return fitted[:, 2] < -T_LIMIT * error


def _share(found: Outcomes) -> float:
    return float(100 * significant_inverted(found.course("brush", PLEASANT), ORDER).mean())


EXPERIMENT = Experiment(
    case="V25",
    family="F9 touch input and temporal summation",
    title="C-tactile velocity curve",
    sources=("loken2009", "croy2021"),
    population=HEALTHY,
    arms=(
        Arm(
            "brush",
            tuple(
                acting("brush", NOON + i * GAP * SECOND, STROKE, {"stroking_velocity": velocity})
                for i, velocity in enumerate(ORDER)
            ),
            n=127,
        ),
    ),
    times={f"stroke {i:02d}": NOON + (i * GAP + STROKE - 0.5) * SECOND for i in range(len(ORDER))},
    checks=(
        NumberCheck("peak velocity, cm/s", "1-10", 1, 10, "reported range", _peak),
        PatternCheck(
            "pleasantness and CT rate at 0.3 and 30 below 1-10; A-beta rate rises monotonically",
            "yes",
            "direction",
            _shape,
            "direction",
        ),
        NumberCheck("individuals with significant fit, %", 40, 31, 49, "binomial, n=127, printed as about", _share),
    ),
    readouts=(SLOW, FAST, PLEASANT),
    pace=Pace(1 * SECOND, 0.02),
)
