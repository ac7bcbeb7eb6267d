"""What if: pain day by day with some sessions added, beside pain without them, over the same futures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unknot.inference.forecast import Band
from unknot.inference.posterior import Posterior
from unknot.model.exposure import Numbers
from unknot.planning.outlook import Outlook, look_ahead
from unknot.planning.rollout import held
from unknot.records import Dose
from unknot.units import convert


@dataclass(frozen=True)
class WhatIf:
    """Pain on the coming days: without anything further, and with what was added."""

    without: Band
    added: Band


def what_if(
    known: Posterior | Outlook, added: Sequence[Dose], *, days: int = 28, level: float = 0.8, seed: int = 0
) -> WhatIf:
    """Lay doses over the coming days.

    Args:
        known: What is known about the client; or futures that were drawn before (`look_ahead`), which takes less time.
        added: Further doses, at moments of the record's own clock.
        days: How many days to look ahead; futures that were drawn before have their own.
        level: Probability inside the interval.
        seed: Seed of the futures.
    """
    treatments = sorted({dose.intervention for dose in added})
    if not isinstance(known, Outlook) or any(name not in known.effects for name in treatments):
        posterior = known.posterior if isinstance(known, Outlook) else known
        ahead = known.days if isinstance(known, Outlook) else days
        known = look_ahead(posterior, ahead, treatments=treatments, seed=seed)
    relief = np.zeros(known.ratings.shape)
    for place, dose in enumerate(added):
        relief += _relief(known, dose, place)
    return WhatIf(_band(known, np.zeros_like(relief), level), _band(known, relief, level))


def _relief(outlook: Outlook, dose: Dose, place: int) -> Numbers:
    """Relief by one dose, shape (days, draws) [nrs]."""
    effect = outlook.effects[dose.intervention]
    since_end = outlook.moments - dose.day - convert(dose.minutes, "minute", "day")
    relief, variation = (
        found.T for found in (effect.relief(dose.minutes, since_end), effect.variation(dose.minutes, since_end))
    )
    return relief + outlook.session_noise[place % outlook.days] * variation


def _band(outlook: Outlook, relief: Numbers, level: float) -> Band:
    ratings = held(outlook.ratings - relief)
    lo, hi = np.quantile(ratings, [(1 - level) / 2, (1 + level) / 2], axis=1)
    return Band(outlook.moments, ratings.mean(axis=1), lo, hi, relief.mean(axis=1))
