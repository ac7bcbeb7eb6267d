"""One typical person of the whole model, and the deterministic course of what is done to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from unknot.model.cohort import Pace, live
from unknot.model.exposure import Exposure, Numbers
from unknot.model.people import People, settled
from unknot.model.whole import whole_model
from unknot.units import convert
from unknot.validation.populations import HEALTHY

SECOND = convert(1.0, "second", "day")
NOON = 0.5
INTENSITY = "perception.intensity"


def typical_person(
    values: Mapping[str, float] | None = None, *, treatments: Iterable[str] = (), without: Iterable[str] = ()
) -> People:
    """A healthy person at the median of everything, on balance."""
    model = whole_model(treatments, without=without, values={**HEALTHY.values, **(values or {})})
    mean, sd = model.start()
    return settled(People(model, mean[:, None]), declared=((mean != 0) | (sd > 0))[:, None])


def felt(
    person: People,
    doses: Iterable[Exposure],
    seconds: Sequence[float] | Numbers,
    *,
    readout: str = INTENSITY,
    pace: Pace | None = None,
    begin: float = -1500.0,
) -> Numbers:
    """What an instrument shows some seconds after noon, without noise."""
    times = [NOON + moment * SECOND for moment in seconds]
    pace = pace or Pace(0.1 * SECOND, 10 * SECOND)
    seen = live(person, doses, times, (readout,), seed=0, start=NOON + begin * SECOND, pace=pace, noise=False)
    return np.asarray(seen.values[readout][0])
