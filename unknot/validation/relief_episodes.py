"""Episodes of relief in a diary: from the last dose of a run of doses until pain is back.

An episode is read off the answers alone, without a model. A run is a row of doses with fewer than three answers from
one to the next: a course of daily tablets is one run, a weekly session is a run of its own. Pain before is the mean of
up to three answers in the two days before the run; relieved pain is the mean of the last three answers in the run, or,
where there are not as many, the lower of the first two after its last dose. There is relief to lose where at least one
point went. Pain is back at the first answer that has returned half of the way; after the next dose, or the last answer,
nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Numbers
from unknot.records import Dose, Record
from unknot.validation.series import Series

ANSWERS_BETWEEN_RUNS = 3
ANSWERS_AVERAGED = 3
BEFORE_DAYS, LEAST_RELIEF = 2.0, 1.0
FARTHEST, MOST_EXPECTED = 60.0, 400
"""How far answers are looked for [day], and how many at most."""


@dataclass(frozen=True)
class Episode:
    """One time of relief.

    Attributes:
        person: Whose.
        past: What is known at the origin: answers up to it and the doses before it.
        threshold: The answer at which pain is back [nrs].
        expected: When answers are expected, after the origin: as after the run before, then evenly [day].
        duration: From the origin until pain was back or nobody knows any more [day].
        is_back: Whether it was seen to be back.
    """

    person: str
    past: Record
    threshold: float
    expected: Numbers
    duration: float
    is_back: bool


def episodes_of(series: Series) -> Iterator[Episode]:
    """The episodes of one diary in the order of time."""
    runs = _runs(series)
    for place, run in enumerate(runs):
        next_dose = runs[place + 1][0].day if place + 1 < len(runs) else np.inf
        episode = _episode(series, run, next_dose, runs[place - 1] if place else None)
        if episode:
            yield episode


def _runs(series: Series) -> list[list[Dose]]:
    runs: list[list[Dose]] = []
    for dose in series.record.doses:
        between = np.sum((series.days > runs[-1][-1].day) & (series.days <= dose.day)) if runs else np.inf
        if between < ANSWERS_BETWEEN_RUNS:
            runs[-1].append(dose)
        else:
            runs.append([dose])
    return runs


def _episode(series: Series, run: list[Dose], next_dose: float, earlier: list[Dose] | None) -> Episode | None:
    days, values = series.days, series.values
    end = run[-1].day + run[-1].minutes / 1440
    before = _before(days, values, run[0].day)
    after = np.flatnonzero((days >= end) & (days < next_dose))
    if len(before) == 0 or len(after) < 2:
        return None
    origin, relieved = _relieved(days, values, run, after)
    rest = after[after > origin]
    if float(before.mean()) - relieved < LEAST_RELIEF or len(rest) == 0:
        return None
    threshold = (float(before.mean()) + relieved) / 2
    if values[origin] >= threshold:
        return None
    back = rest[values[rest] >= threshold]
    last = back[0] if len(back) else rest[-1]
    known = series.record.responses[: origin + 1]
    return Episode(
        person=series.person,
        past=replace(
            series.record,
            responses=known,
            doses=tuple(dose for dose in series.record.doses if dose.day <= days[origin]),
        ),
        threshold=threshold,
        expected=_expected(days[: origin + 1], earlier, run[0].day),
        duration=float(days[last] - days[origin]),
        is_back=bool(len(back)),
    )


def _expected(days: Numbers, earlier: list[Dose] | None, until: float) -> Numbers:
    """When answers are expected after the origin, the last of the days: as after the run before, then evenly."""
    spacing = float((days[-1] - days[0]) / max(len(days) - 1, 1)) or 1.0
    seen = days[(days >= earlier[-1].day) & (days <= until)] if earlier else days[:0]
    offsets = seen[1:] - seen[0] if len(seen) > 1 else np.asarray([spacing])
    more = np.arange(offsets[-1] + spacing, FARTHEST, spacing)
    return np.concatenate([offsets[offsets > 0], more])[:MOST_EXPECTED]


def _before(days: Numbers, values: Numbers, start: float) -> Numbers:
    """The last answers before a run, none older than two days but the very last."""
    earlier = np.flatnonzero(days <= start)[-ANSWERS_AVERAGED:]
    recent = days[earlier] > start - BEFORE_DAYS
    return values[earlier][recent] if np.any(recent) else values[earlier[-1:]]


def _relieved(days: Numbers, values: Numbers, run: list[Dose], after: NDArray[np.intp]) -> tuple[int, float]:
    """The answer at which waiting starts, and the relieved pain."""
    inside = values[(days > run[0].day) & (days <= run[-1].day)]
    if len(inside) >= ANSWERS_AVERAGED:
        return int(after[0]), float(inside[-ANSWERS_AVERAGED:].mean())
    first = after[:2]
    origin = int(first[np.argmin(values[first])])
    return origin, float(values[origin])
