r"""What one dose of a treatment takes from pain on the days after it, for each possible person.

A dose fills stores, each from the state that holds its size, and every store empties by itself
(`model/linearise.py`). So the relief a time t after a dose of amount a is a sum over stores,
$r(t) = \sum_i \left(a\,g_i + \sqrt a\,s_i\,\varepsilon\right) e^{-l_i t}$, and that of a regimen is the sum over
its doses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from unknot.evidence.load import intervention as find_intervention
from unknot.evidence.schema.intervention import Intervention
from unknot.model.exposure import Numbers
from unknot.model.linearise import LinearModel, Structure
from unknot.units import convert

Values: TypeAlias = NDArray[np.floating[Any]]
"""Numbers of either precision: futures are many, so that half the digits are worth twice the speed."""

SPECULATIVE = "speculative"


@dataclass(frozen=True)
class Effect:
    """The relief by one treatment; leading axis draws, last axis stores.

    Attributes:
        name: The treatment.
        seen: Whether the diary holds doses of it; otherwise all is as in the population, widened.
        usual_minutes: The length of the session that `gains` are for [minute].
        hour: When on a day it is given [hour].
        gains: Relief that the dose adds to each store; soreness counts against it [nrs/session].
        losses: How fast each store empties [1/day].
        variances: How much one dose differs from the next in what it adds [nrs^2/session].
    """

    name: str
    seen: bool
    usual_minutes: float
    hour: float
    gains: Numbers
    losses: Numbers
    variances: Numbers

    @property
    def fact(self) -> Intervention:
        """Its fact file."""
        return find_intervention(self.name)

    def amount(self, minutes: float) -> float:
        """How much of a usual session one of another length gives [session]."""
        return self.fact.amount(minutes) / self.fact.amount(self.usual_minutes)

    def relief(self, minutes: float, since_end: Values) -> Numbers:
        """Expected relief at some times after the end of one dose; none before it, shape (draws, times) [nrs].

        Args:
            minutes: How long the dose lasts [minute].
            since_end: Time since its end [day].
        """
        duration = convert(minutes, "minute", "day")
        filled = self.amount(minutes) * self.gains * mean_decay(self.losses * duration)
        return self._left(filled, since_end)

    def variation(self, minutes: float, since_end: Values) -> Numbers:
        """One standard deviation of the relief between doses, shape (draws, times) [nrs]; arguments as in `relief`."""
        duration = convert(minutes, "minute", "day")
        variance = self.amount(minutes) * self.variances * mean_decay(2 * self.losses * duration)
        return self._left(np.sqrt(variance), since_end)

    def _left(self, filled: Numbers, since_end: Values) -> Numbers:
        times = np.asarray(since_end, dtype=float)
        left = np.exp(-self.losses[:, None, :] * np.maximum(times, 0.0)[None, :, None])
        return np.einsum("ds,dts->dt", filled, left) * (times >= 0)


def effect_of(
    name: str,
    structure: Structure,
    linear: LinearModel,
    states: Numbers,
    *,
    readout: int,
    usual_minutes: float,
    hour: float,
    seen: bool,
) -> Effect:
    """The effect of a treatment in a batch of linear models.

    Args:
        name: The treatment.
        structure: The linear structure.
        linear: The linear models as NumPy arrays, leading axis draws.
        states: The states of each draw, shape (draws, states).
        readout: The place of pain among the readouts.
        usual_minutes: The length that "one session" means there [minute].
        hour: When on a day it is given [hour].
        seen: Whether the diary holds doses of it.
    """
    stores = np.flatnonzero(np.asarray(structure.fillers) == structure.inputs.index(f"dose_{name}"))
    sources = np.asarray(structure.sources)[stores]
    loading = np.asarray(linear.loading)[:, readout, stores]
    return Effect(
        name=name,
        seen=seen,
        usual_minutes=usual_minutes,
        hour=hour,
        gains=-loading * np.asarray(linear.fill)[:, stores] * states[:, sources],
        losses=np.asarray(linear.loss)[:, stores],
        variances=loading**2 * np.asarray(linear.fill_noise)[:, stores],
    )


def mean_decay(z: Numbers) -> Numbers:
    r"""$(1 - e^{-z}) / z$, the mean of an exponential decay over the time in which it falls by z; 1 at z = 0."""
    safe = np.where(z < 1e-6, 1.0, z)
    return np.where(z < 1e-6, 1 - z / 2, -np.expm1(-safe) / safe)
