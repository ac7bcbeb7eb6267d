"""The design of a trial of one: periods, washout, sealed sequence, and what such a trial can find out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from unknot.errors import UnknotError
from unknot.inference.posterior import Posterior
from unknot.model.answering import USUAL
from unknot.planning.trial.options import Option, refuse_same
from unknot.planning.trial.outcome_model import TrialPrior
from unknot.planning.trial.power import TRIALS, Power, day_to_day, power
from unknot.planning.trial.schedule import Period, make_periods
from unknot.planning.trial.sealing import Seal
from unknot.planning.trial.washout import Washout, washout

COUNTED_DAYS = 7
"""Days of a period that count, at least; standards for single cases ask for five answers a phase."""
LONGEST_PERIOD = 28
SIZES = (2, 4, 6)
"""Blocks for which the power is shown beside that of the design."""
ANSWERED = USUAL
"""Share of evenings with an answer, assumed as for virtual clients."""


@dataclass(frozen=True)
class TrialDesign:
    """A trial that can begin.

    Attributes:
        options: The two options.
        instrument: The outcome.
        meaningful: The smallest difference that matters [nrs].
        start: When the first period begins, days since the origin of the client's record or of the trial [day].
        blocks: Blocks of two periods, each option once in each.
        period_days: Length of a period [day].
        washout: Days that do not count, and the carry-over to expect.
        seal: The secret of the sequence.
        power: What trials of this and other sizes found when simulated, by blocks.
        from_diary: Whether the simulated answers vary as in this client's diary.
    """

    options: tuple[Option, Option]
    instrument: str
    meaningful: float
    start: float
    blocks: int
    period_days: int
    washout: Washout
    seal: Seal
    power: tuple[Power, ...]
    from_diary: bool

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods with their options; not for the client before the trial ends."""
        return make_periods(self.seal.sequence, self.start, self.period_days, self.washout.days)

    @property
    def own_power(self) -> Power:
        """What trials of this size found."""
        return next(each for each in self.power if each.blocks == self.blocks)

    @property
    def prior(self) -> TrialPrior:
        """The prior of the analysis, stated before the trial."""
        return replace(TrialPrior(), carry_over=self.washout.carry_over)


def design_trial(
    first: Option,
    second: Option,
    *,
    posterior: Posterior | None = None,
    blocks: int = 3,
    period_days: int | None = None,
    washout_days: int | None = None,
    meaningful: float = 1.0,
    start: float = 0.0,
    seal: Seal | None = None,
    seed: int = 0,
    trials: int = TRIALS,
    told: Callable[[int, int], None] = lambda done, sizes: None,
) -> TrialDesign:
    """Design a trial that compares two options for one client.

    Args:
        first: One option.
        second: The other.
        posterior: What is known about the client; without it facts about treatments and other diaries stand in.
        blocks: Blocks of two periods.
        period_days: Length of a period; chosen when left out [day].
        washout_days: Days of each period that do not count; from the client's relief when left out [day].
        meaningful: The smallest difference that matters [nrs].
        start: When the first period begins [day].
        seal: The secret of the sequence; a fresh one when left out.
        seed: Seed of the simulations.
        trials: How many trials are simulated for each size and true difference.
        told: Is told how many sizes of how many are done.

    Raises:
        UnknotError: If the options are the same or a number cannot be.
    """
    refuse_same(first, second)
    if not 1 <= blocks <= 26:
        raise UnknotError("A trial has 1 to 26 blocks.", given=f"{blocks}")
    if not 0 < meaningful <= 10:
        raise UnknotError("A meaningful difference lies between 0 and 10 points.", given=f"{meaningful:g}")
    longest = period_days or LONGEST_PERIOD
    found = washout(
        (first, second), posterior, meaningful=meaningful, most_days=max(0, longest - COUNTED_DAYS), seed=seed
    )
    if washout_days is not None:
        found = replace(found, days=washout_days)
    length = period_days or _length(found.days, first, second)
    _refuse_short(length, found.days, first, second)
    varying = day_to_day(posterior, trials, seed)
    prior = replace(TrialPrior(), carry_over=found.carry_over)
    sizes = sorted({*SIZES, blocks})
    found_by_size: list[Power] = []
    for size in sizes:
        told(len(found_by_size), len(sizes))
        found_by_size.append(
            power(
                size, length, found.days, varying, prior,
                meaningful=meaningful, answered=ANSWERED, seed=seed, trials=trials,
            )
        )  # fmt: skip
    return TrialDesign(
        options=(first, second),
        instrument="pain",
        meaningful=meaningful,
        start=start,
        blocks=blocks,
        period_days=length,
        washout=found,
        seal=seal or Seal.fresh(blocks),
        power=tuple(found_by_size),
        from_diary=posterior is not None,
    )


def _length(washout_days: int, first: Option, second: Option) -> int:
    """The shortest length in whole weeks that leaves enough days and fits whole gaps between sessions."""
    gap = max(7, math.ceil(first.gap_days), math.ceil(second.gap_days))
    return math.ceil((washout_days + COUNTED_DAYS) / gap) * gap


def _refuse_short(length: int, washout_days: int, first: Option, second: Option) -> None:
    if washout_days < 0 or length < washout_days + COUNTED_DAYS - 2:
        raise UnknotError(
            "The periods are too short for their washout.",
            given=f"periods of {length} days with {washout_days} days of washout",
            todo=f"Leave at least {COUNTED_DAYS - 2} days that count.",
        )
    longest_gap = max(first.gap_days, second.gap_days)
    if length < longest_gap:
        raise UnknotError(
            "A period is shorter than the gap between two sessions.",
            given=f"periods of {length} days, sessions every {longest_gap:g} days",
            todo="Make the periods at least as long as the longer gap.",
        )
