r"""Fitting the population's parameters to all published cases at once, under what was believed before.

With whitened parameters z (standard normal a priori) and for every number check the residual
$r = (v(z) - t)/s$ of the model's value v from the reported number t, where s is the half-width of its bounds over
1.96, the fit minimises $\sum \rho(r) + \lVert z \rVert^2$ by damped Gauss-Newton steps; $\rho$ is Huber's, so that
results which contradict each other do not drag everything else along. Slopes are differences between the same
virtual people (common random numbers). Patterns are not fitted; they are looked at afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np

from unknot.evidence.calibration import Free
from unknot.model.exposure import Numbers
from unknot.validation.discovery import all_experiments
from unknot.validation.experiment import Experiment, NumberCheck
from unknot.validation.runner import Size, outcomes

HUBER = 2.0
STEP = 0.4
_LONGEST = 1.5
_DAMPINGS = (0.0, 1.0, 4.0, 16.0)


@dataclass(frozen=True)
class Fit:
    """Where a calibration stands.

    Attributes:
        free: The parameters.
        z: Whitened coordinates.
        checks: The number checks, as (case, check).
        residuals: One for each check.
        slopes: Residuals by parameters.
        loss: What is minimised.
    """

    free: tuple[Free, ...]
    z: Numbers
    checks: tuple[tuple[str, str], ...]
    residuals: Numbers
    slopes: Numbers
    loss: float

    @property
    def values(self) -> dict[str, float]:
        """The parameters by name, in their own units."""
        return {one.name: one.value(float(z)) for one, z in zip(self.free, self.z, strict=True)}

    @property
    def spread(self) -> Numbers:
        """Standard deviation of each whitened parameter after the fit; near 1 where the cases say nothing."""
        weights = _huber_weights(self.residuals)
        information = self.slopes.T @ (weights[:, None] * self.slopes) + np.eye(len(self.z))
        return np.sqrt(np.diag(np.linalg.inv(information)))


def calibrate(
    cases: Sequence[str],
    free: Sequence[Free],
    executor: Executor,
    *,
    rounds: int = 3,
    size: Size | None = None,
    slope_size: Size | None = None,
    z: Numbers | None = None,
    progress: Callable[[str], None] = lambda said: None,
) -> Fit:
    """Fit the free parameters.

    Args:
        cases: The experiments to fit to.
        free: The parameters, each with what was believed.
        executor: Runs one experiment a task.
        rounds: How many Gauss-Newton rounds.
        size: People behind the residuals.
        slope_size: People behind the slopes; fewer do, as noise is common to both sides of a difference.
        z: Where to start; at what was believed when left out.
        progress: Told what is being done.
    """
    size, slope_size = size or Size(2000, 1), slope_size or Size(500, 1)
    free = tuple(free)
    here = np.zeros(len(free)) if z is None else z
    checks, residuals = _residuals(cases, free, [here], size, executor)
    loss = _loss(residuals[0], here)
    slopes = np.zeros((len(checks), len(free)))
    for count in range(1, rounds + 1):
        progress(f"round {count} of {rounds}: loss {loss:.1f}, slopes of {len(free)} parameters")
        slopes = _slopes(cases, free, here, slope_size, executor)
        steps = [_step(slopes, residuals[0], here, damping) for damping in _DAMPINGS]
        _, tried = _residuals(cases, free, [here + step for step in steps], size, executor)
        losses = [_loss(found, here + step) for found, step in zip(tried, steps, strict=True)]
        best = int(np.argmin(losses))
        if losses[best] >= loss:
            progress(f"round {count}: no step lowers the loss")
            break
        here, residuals, loss = here + steps[best], [tried[best]], losses[best]
    progress(f"done: loss {loss:.1f}")
    return Fit(free, here, checks, residuals[0], slopes, loss)


def residual(check: NumberCheck, value: float) -> float:
    """How far a value is from what was reported, in standard deviations of the bounds."""
    aimed, spread = target(check)
    return float(np.clip((value - aimed) / spread, -20.0, 20.0)) if np.isfinite(value) else 20.0


def target(check: NumberCheck) -> tuple[float, float]:
    """What a check aims at, and the standard deviation that its bounds stand for.

    The aim is the reported number, or the middle of the bounds where that lies outside of them or is no number.
    """
    middle, half = (check.lo + check.hi) / 2, (check.hi - check.lo) / 2
    reported = check.reported if isinstance(check.reported, int | float) else middle
    return (reported if check.lo < reported < check.hi else middle), half / 1.96


def number_checks(experiment: Experiment) -> tuple[NumberCheck, ...]:
    """The checks of an experiment that can be fitted."""
    return tuple(check for check in experiment.checks if isinstance(check, NumberCheck))


def evaluate(case: str, points: Sequence[Mapping[str, float]], size: Size) -> list[list[float]]:
    """Residuals of one experiment at several points; runs in a worker."""
    experiment = all_experiments()[case]
    found = [outcomes(experiment, size, values=values) for values in points]
    return [[residual(check, check.statistic(seen)) for check in number_checks(experiment)] for seen in found]


def _residuals(
    cases: Sequence[str], free: tuple[Free, ...], points: Sequence[Numbers], size: Size, executor: Executor
) -> tuple[tuple[tuple[str, str], ...], list[Numbers]]:
    values = [_values(free, z) for z in points]
    tasks = [executor.submit(evaluate, case, values, size) for case in cases]
    found = [task.result() for task in tasks]
    checks = tuple((case, check.check) for case in cases for check in number_checks(all_experiments()[case]))
    by_point = [np.asarray([r for by_case in found for r in by_case[i]]) for i in range(len(points))]
    return checks, by_point


def _slopes(cases: Sequence[str], free: tuple[Free, ...], z: Numbers, size: Size, executor: Executor) -> Numbers:
    """Differences where a parameter is said to matter, 0 elsewhere."""
    tasks: list[tuple[list[int], Future[list[list[float]]]]] = []
    for case in cases:
        moved = [place for place, one in enumerate(free) if one.matters(case)]
        ends = [z, *(z + STEP * np.eye(len(free))[place] for place in moved)]
        tasks.append((moved, executor.submit(evaluate, case, [_values(free, end) for end in ends], size)))
    blocks: list[Numbers] = []
    for case, (moved, task) in zip(cases, tasks, strict=True):
        found = np.asarray(task.result())
        block = np.zeros((len(number_checks(all_experiments()[case])), len(free)))
        block[:, moved] = ((found[1:] - found[0]) / STEP).T
        blocks.append(block)
    return np.concatenate(blocks)


def _step(slopes: Numbers, residuals: Numbers, z: Numbers, damping: float) -> Numbers:
    weights = _huber_weights(residuals)
    information = slopes.T @ (weights[:, None] * slopes) + np.eye(len(z))
    gradient = slopes.T @ (weights * residuals) + z
    step = -np.linalg.solve(information + damping * np.diag(np.diag(information)), gradient)
    return np.asarray(step * min(1.0, _LONGEST / max(float(np.abs(step).max()), 1e-12)), dtype=float)


def _huber_weights(residuals: Numbers) -> Numbers:
    return np.minimum(1.0, HUBER / np.maximum(np.abs(residuals), 1e-12))


def _loss(residuals: Numbers, z: Numbers) -> float:
    size = np.abs(residuals)
    rho = np.where(size <= HUBER, size**2, 2 * HUBER * size - HUBER**2)
    return float(rho.sum() + z @ z)


def _values(free: tuple[Free, ...], z: Numbers) -> dict[str, float]:
    return {one.name: one.value(float(coordinate)) for one, coordinate in zip(free, z, strict=True)}
