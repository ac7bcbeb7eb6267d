r"""The randomisation test: how often another sequence would have shown as large a difference.

It assumes nothing about the answers but that the order within each block was drawn. The statistic is the difference
of the options' mean answers within a block, averaged over the blocks; if the options do not differ at all, every
sequence that could have been drawn is equally likely, and $p$ is the share of them with at least the seen distance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Numbers
from unknot.planning.trial.schedule import A, B, Period, possible_sequences

Places: TypeAlias = NDArray[np.intp]
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class RandomisationTest:
    """The result of the test.

    Attributes:
        difference: Mean answer under the second option less that under the first, averaged over blocks [nrs].
        p_value: Two-sided.
        sequences: How many sequences could have been drawn, or were sampled.
        exact: Whether all of them were tried.
        smallest_p: The smallest p that this number of blocks allows.
    """

    difference: float
    p_value: float
    sequences: int
    exact: bool
    smallest_p: float


def randomisation_test(
    days: Numbers, values: Numbers, periods: Sequence[Period], *, seed: int = 0
) -> RandomisationTest | None:
    """Run the test; None where no block has answers under both options.

    Args:
        days: When answers were given [day].
        values: The answers [nrs].
        periods: The periods as they were.
        seed: Draws sequences where there are too many to list.
    """
    inside = [(days >= period.counted_from) & (days < period.end) for period in periods]
    means = np.asarray([values[here].mean() if here.any() else np.nan for here in inside])
    blocks = np.asarray([period.block for period in periods])
    was = np.asarray([[period.option for period in periods]])
    seen = _difference(means, blocks, was)[0]
    if not np.isfinite(seen):
        return None
    sequences, exact = possible_sequences(periods, np.random.default_rng(seed))
    found = _difference(means, blocks, sequences)
    as_large = np.abs(found) >= abs(seen) - _ROUNDING
    mirrored = 2.0 if exact else 1.0
    return RandomisationTest(
        float(seen), float(np.mean(as_large)), len(sequences), exact, min(1.0, mirrored / len(sequences))
    )


def _difference(means: Numbers, blocks: Places, sequences: Places) -> Numbers:
    """The statistic for each sequence; blocks without answers under both options are left out."""
    by_block = [_in_block(means, blocks == block, sequences) for block in np.unique(blocks)]
    whole = [each for each in by_block if np.isfinite(each).all()]
    return np.mean(whole, axis=0) if whole else np.full(len(sequences), np.nan)


def _in_block(means: Numbers, here: NDArray[np.bool_], sequences: Places) -> Numbers:
    values, options = means[here], sequences[:, here]
    answered = np.isfinite(values)
    counts = [((options == option) & answered).sum(axis=1) for option in (A, B)]
    sums = [np.where(options == option, np.nan_to_num(values), 0.0).sum(axis=1) for option in (A, B)]
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums[B] / counts[B] - sums[A] / counts[A]
