"""Which numbers of an experiment are sums of levels, found by asking the statistic itself."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from unknot.model.exposure import Numbers
from unknot.validation.experiment import Experiment, Statistic
from unknot.validation.outcomes import Outcomes

_PEOPLE = 4
_TOLERANCE = 1e-8


@dataclass(frozen=True)
class Term:
    """A level that counts, with its weight: of a readout, in an arm, at a labelled time."""

    arm: str
    label: str
    readout: str
    weight: float


@dataclass(frozen=True)
class Affine:
    """A constant and a sum of weighted levels."""

    constant: float
    terms: tuple[Term, ...]

    @property
    def arms(self) -> frozenset[str]:
        """The arms that it looks at."""
        return frozenset(term.arm for term in self.terms)


def affine(experiment: Experiment, statistic: Statistic) -> Affine | None:
    """The statistic as a sum of levels where people are all alike; None where it is none.

    Args:
        experiment: The case it belongs to.
        statistic: What is asked.
    """
    labels = tuple(sorted(experiment.times, key=lambda label: experiment.times[label]))
    shape = (len(experiment.arms), len(experiment.readouts), len(labels))
    random = np.random.default_rng(0)

    def ask(levels: Numbers) -> float:
        alike = {
            arm.name: {name: np.tile(levels[i, j], (_PEOPLE, 1)) for j, name in enumerate(experiment.readouts)}
            for i, arm in enumerate(experiment.arms)
        }
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return float(statistic(Outcomes(labels, alike, alike)))

    # Away from zero, where ratios have a value too and give themselves away below.
    base = random.uniform(1, 9, shape)
    here, weights = ask(base), np.zeros(shape)
    for place in np.ndindex(shape):
        moved = base.copy()
        moved[place] += 1.0
        weights[place] = round(ask(moved) - here, 9)
    constant = here - float((weights * base).sum())
    tried = [random.uniform(1, 9, shape) for _ in range(3)]
    if not all(abs(ask(levels) - constant - float((weights * levels).sum())) < _TOLERANCE for levels in tried):
        return None
    terms = tuple(
        Term(experiment.arms[i].name, labels[k], experiment.readouts[j], float(weights[i, j, k]))
        for i, j, k in zip(*np.nonzero(np.abs(weights) > _TOLERANCE), strict=True)
    )
    return Affine(round(constant, 7), terms) if terms else None
