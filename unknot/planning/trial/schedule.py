"""The periods of a trial, and the sequences in which randomisation may put the two options."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unknot.errors import UnknotError

A, B = 0, 1
_MOST_LISTED = 4096


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days under one option.

    Attributes:
        number: Its place, from 1.
        block: The block it belongs to, from 1; the order within a block is random.
        start: Its first moment [day].
        end: Its last moment, not included [day].
        option: 0 for the first option, 1 for the second.
        washout_days: Days at its start that are recorded and do not count [day].
    """

    number: int
    block: int
    start: float
    end: float
    option: int
    washout_days: float = 0.0

    @property
    def counted_from(self) -> float:
        """The moment from which answers count [day]."""
        return self.start + self.washout_days


def make_periods(sequence: Sequence[int], start: float, period_days: float, washout_days: float) -> tuple[Period, ...]:
    """Periods of one length after each other, two of them a block.

    Args:
        sequence: The option of each period.
        start: The first moment [day].
        period_days: Length of a period [day].
        washout_days: Days at the start of each that do not count [day].
    """
    return tuple(
        Period(i + 1, i // 2 + 1, start + i * period_days, start + (i + 1) * period_days, option, washout_days)
        for i, option in enumerate(sequence)
    )


def random_sequence(blocks: int, generator: np.random.Generator) -> tuple[int, ...]:
    """Each option once in every block, in random order."""
    first = generator.integers(0, 2, blocks)
    return tuple(int(option) for begin in first for option in (begin, 1 - begin))


def refuse_impossible(periods: Sequence[Period]) -> None:
    """Periods follow each other, and both options occur.

    Raises:
        UnknotError: If periods overlap or end before they begin, or one option never occurs.
    """
    for before, after in itertools.pairwise(periods):
        if after.start < before.end:
            given = (
                f"period {after.number} begins on day {after.start:g}, period {before.number} ends on {before.end:g}"
            )
            raise UnknotError("Two periods of the trial overlap.", given=given, todo="Correct their start or end.")
    for period in periods:
        if not period.end > period.counted_from:
            given = f"period {period.number}, day {period.start:g} to {period.end:g}"
            raise UnknotError("A period has no day that counts.", given=given, todo="Make it longer than its washout.")
    if {period.option for period in periods} != {A, B}:
        raise UnknotError("A trial needs periods of both options.", given=f"{len(periods)} periods of one option")


def possible_sequences(periods: Sequence[Period], generator: np.random.Generator) -> tuple[NDArray[np.intp], bool]:
    """The sequences that randomisation within the blocks could have given, shape (sequences, periods).

    Args:
        periods: The periods as they were.
        generator: Draws sequences where there are too many to list.

    Returns:
        All sequences and True, or a sample that begins with the one that was and False.
    """
    blocks = [np.flatnonzero([p.block == block for p in periods]) for block in dict.fromkeys(p.block for p in periods)]
    was = np.asarray([period.option for period in periods])
    orders = [sorted(set(itertools.permutations(was[places].tolist()))) for places in blocks]
    total = np.prod([float(len(order)) for order in orders])
    if total <= _MOST_LISTED:
        chosen = [np.concatenate(parts) for parts in itertools.product(*orders)]
        listed = True
    else:
        drawn = ([order[generator.integers(len(order))] for order in orders] for _ in range(_MOST_LISTED - 1))
        chosen = [np.concatenate([was[places] for places in blocks]), *map(np.concatenate, drawn)]
        listed = False
    found = np.empty((len(chosen), len(periods)), dtype=np.intp)
    found[:, np.concatenate(blocks)] = np.stack(chosen)
    return found, listed
