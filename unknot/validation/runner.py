"""Running an experiment on virtual people, and judging its checks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from unknot.model.cohort import live
from unknot.model.exposure import Numbers
from unknot.model.observation import HIGHEST, LOWEST
from unknot.model.people import People, draw_people
from unknot.model.whole import whole_model
from unknot.validation.experiment import INTENSITY, UNPLEASANTNESS, Check, Experiment, NumberCheck, Population
from unknot.validation.outcomes import Outcomes

TRIALS = 500
SETTLING_DAYS = 2.0
"""How long people live before the first reading, until sleep and the body clock keep their daily course [day]."""
CheckKind: TypeAlias = Literal["number", "significance", "direction", "mean"]
SCALED = frozenset({INTENSITY, UNPLEASANTNESS})
_SHARES = {"significance": 0.5, "direction": 0.9, "mean": 1.0}


@dataclass(frozen=True)
class Size:
    """How large a virtual trial is.

    Attributes:
        persons: People for each seed.
        seeds: How many seeds.
    """

    persons: int = 2000
    seeds: int = 20


@dataclass(frozen=True)
class Verdict:
    """What came out of one check.

    Attributes:
        case: The experiment.
        family: Its family.
        check: What was checked.
        reported: What was reported.
        lo: Lower bound; for a pattern the share of trials in which it must hold.
        hi: Upper bound.
        value: What the model gives.
        passed: Whether it lies within the bounds.
        kind: "number", or the kind of the pattern.
        standard_error: How far the value would move with other virtual people; NaN where one seed cannot tell.
    """

    case: str
    family: str
    check: str
    reported: float | str
    lo: float
    hi: float
    value: float
    passed: bool
    kind: CheckKind = "number"
    standard_error: float = math.nan


def run(
    experiment: Experiment,
    size: Size | None = None,
    *,
    values: Mapping[str, float] | None = None,
    without: tuple[str, ...] = (),
    progress: Callable[[int], None] | None = None,
) -> tuple[Verdict, ...]:
    """Run an experiment and judge its checks.

    Args:
        experiment: The case.
        size: How large the virtual trial is.
        values: Values of parameters, by full name; the calibrated ones when left out.
        without: Mechanisms to switch off.
        progress: Told how many seeds are done.
    """
    parts = _each_seed(experiment, size, values, without, progress)
    found = _joined(parts)
    return tuple(_judge(experiment, check, found, parts) for check in experiment.checks)


def outcomes(
    experiment: Experiment,
    size: Size | None = None,
    *,
    values: Mapping[str, float] | None = None,
    without: tuple[str, ...] = (),
    progress: Callable[[int], None] | None = None,
) -> Outcomes:
    """The readings of everyone who entered, over all seeds; arguments as for `run`."""
    return _joined(_each_seed(experiment, size, values, without, progress))


def _each_seed(
    experiment: Experiment,
    size: Size | None,
    values: Mapping[str, float] | None,
    without: tuple[str, ...],
    progress: Callable[[int], None] | None,
) -> list[Outcomes]:
    size = size or Size()
    parts: list[Outcomes] = []
    for seed in range(size.seeds):
        parts.append(_one_seed(experiment, size.persons, seed, values or {}, without))
        if progress:
            progress(seed + 1)
    return parts


def _judge(experiment: Experiment, check: Check, found: Outcomes, parts: Sequence[Outcomes]) -> Verdict:
    """What one check says of the outcomes, taken together and seed by seed."""
    if isinstance(check, NumberCheck):
        kind, lo, hi = "number", check.lo, check.hi
        value, error = float(check.statistic(found)), _error_over_seeds(check, parts)
    elif check.kind == "mean":
        kind, lo, hi = check.kind, _SHARES[check.kind], 1.0
        value, error = float(check.holds(found)), math.nan
    else:
        kind, lo, hi = check.kind, _SHARES[check.kind], 1.0
        value = _share(experiment, check.holds, found)
        error = math.sqrt(value * (1 - value) / TRIALS)
    passed = bool(lo <= value <= hi)
    return Verdict(experiment.case, experiment.family, check.check, check.reported, lo, hi, value, passed, kind, error)


def _error_over_seeds(check: NumberCheck, parts: Sequence[Outcomes]) -> float:
    if len(parts) < 2:
        return math.nan
    return float(np.std([check.statistic(part) for part in parts], ddof=1) / math.sqrt(len(parts)))


def _share(experiment: Experiment, holds: Callable[[Outcomes], bool], found: Outcomes) -> float:
    sizes = {arm.name: arm.n for arm in experiment.arms if arm.n is not None}
    generator = np.random.default_rng((0, len(sizes)))
    return float(np.mean([holds(found.trial(sizes, generator)) for _ in range(TRIALS)]))


def _one_seed(
    experiment: Experiment, persons: int, seed: int, values: Mapping[str, float], without: tuple[str, ...]
) -> Outcomes:
    everything = tuple(dose for arm in experiment.arms for dose in arm.doses)
    treatments = sorted({dose.intervention for dose in everything})
    labels = tuple(sorted(experiment.times, key=lambda label: experiment.times[label]))
    moments = sorted(set(experiment.times.values()))
    columns = [moments.index(experiment.times[label]) for label in labels]
    drawn: dict[int, People] = {}
    true: dict[str, dict[str, Numbers]] = {}
    rated: dict[str, dict[str, Numbers]] = {}
    for arm in experiment.arms:
        population = arm.population or experiment.population
        if id(population) not in drawn:
            model = whole_model(treatments, without=without, values={**values, **population.values})
            drawn[id(population)] = draw_people(model, persons, seed)
        seen = live(
            drawn[id(population)],
            arm.doses,
            moments,
            experiment.readouts,
            seed=seed,
            start=min(experiment.start, moments[0] - SETTLING_DAYS),
            pace=experiment.pace,
            beside=everything,
        )
        shown = {name: found[:, columns] for name, found in seen.values.items()}
        answers = {
            name: rate(found, seen.rating_noise[name], name, seed, experiment.resolution)
            for name, found in shown.items()
        }
        entered = _entered(population, answers, labels)
        true[arm.name] = {name: found[entered] for name, found in shown.items()}
        rated[arm.name] = {name: found[entered] for name, found in answers.items()}
    return Outcomes(labels, true, rated)


def rate(shown: Numbers, noise: Numbers, readout: str, seed: int, resolution: float) -> Numbers:
    """Ratings of what a perfect instrument would show; their noise is the same in every arm.

    Pain is rounded to the scale and held within its ends; a threshold has no scale.

    Args:
        shown: What a perfect instrument would show, shape (persons, times).
        noise: Spread of each person's ratings, shape (persons,).
        readout: The full name of the readout.
        seed: Seed of the rating noise.
        resolution: Distance between neighbouring answers [nrs].
    """
    generator = np.random.default_rng((seed, crc32(readout.encode())))
    rating = shown + noise[:, None] * generator.standard_normal(shown.shape)
    if readout not in SCALED:
        return rating
    return np.clip(np.round(rating / resolution) * resolution, LOWEST, HIGHEST)


def _entered(population: Population, answers: Mapping[str, Numbers], labels: tuple[str, ...]) -> NDArray[np.bool_]:
    entered = np.ones(len(next(iter(answers.values()))), dtype=bool)
    for rule in population.entry:
        found = answers[rule.readout][:, labels.index(rule.time)]
        entered &= (found >= rule.least) & (found <= rule.most)
    return entered


def _joined(parts: list[Outcomes]) -> Outcomes:
    def join(all_values: list[Mapping[str, Mapping[str, Numbers]]]) -> dict[str, dict[str, Numbers]]:
        first = all_values[0]
        return {
            arm: {name: np.concatenate([values[arm][name] for values in all_values]) for name in by_name}
            for arm, by_name in first.items()
        }

    return Outcomes(parts[0].labels, join([part.true for part in parts]), join([part.rated for part in parts]))
