"""What is kept of a cohort: counts and sums in whole numbers, so that chunks add up alike in any order."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from unknot.cohort.study import Study
from unknot.model.exposure import Numbers

Counts = NDArray[np.int64]
BINS_A_POINT = 100
BINS = 10 * BINS_A_POINT + 1
UNIT = 2.0**-20
"""Sums are kept in this part of a point, and of a squared point."""
WINDOW = 7
"""Evenings that baseline, outcome and relief are averaged over."""
RESPONSES = (0.3, 0.5)
"""Shares of the baseline that pain must have fallen by: moderate and substantial improvement (dworkin2008)."""
IN_A_ROW = 3
"""Pain is back on the first of so many evenings in a row above the line."""
LEAST_BASELINE = 1.0
"""Nobody with less pain than this can respond [nrs]."""


@dataclass(frozen=True)
class Summary:
    """Counts and sums over some people.

    Attributes:
        persons: How many people.
        able: How many had enough pain in the run-in to respond.
        histogram: People by evening and hundredth of a point, shape (arms, evenings, BINS).
        sums: Of pain, in UNIT, shape (arms, evenings).
        squares: Of its square, in UNIT, shape (arms, evenings).
        gaps: Of the difference from the first arm, in UNIT, shape (arms, evenings).
        gap_squares: Of the square of that, in UNIT, shape (arms, evenings).
        responders: By share of the baseline, shape (arms, len(RESPONSES)).
        good_days: People by their number of days under the threshold, shape (arms, days + 1).
        relieved: People relieved at the last session, shape (arms,).
        returns: Those of them whose pain came back, by days after the last session, shape (arms, days + 1).
    """

    persons: Counts
    able: Counts
    histogram: Counts
    sums: Counts
    squares: Counts
    gaps: Counts
    gap_squares: Counts
    responders: Counts
    good_days: Counts
    relieved: Counts
    returns: Counts

    def __add__(self, other: Summary) -> Summary:
        """Both together."""
        return Summary(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def summarised(study: Study, pain: Numbers) -> Summary:
    """Reduce some people to counts and sums.

    Args:
        study: The study.
        pain: Pain on every evening, shape (arms, persons, evenings).
    """
    baseline = pain[0, :, : study.run_in].mean(axis=1)
    able = baseline >= LEAST_BASELINE
    outcome = pain[:, :, -WINDOW:].mean(axis=2)
    gaps = pain - pain[:1]
    good = (pain[:, :, study.run_in :] <= study.under).sum(axis=2)
    relieved, returns = zip(
        *(_returns(study, place, pain[place], baseline, able) for place in range(len(pain))), strict=True
    )
    return Summary(
        persons=np.asarray(pain.shape[1]),
        able=np.asarray(able.sum()),
        histogram=np.stack([_histogram(one) for one in pain]),
        sums=_in_units(pain),
        squares=_in_units(pain**2),
        gaps=_in_units(gaps),
        gap_squares=_in_units(gaps**2),
        responders=np.stack(
            [[np.sum(able & (one <= (1 - share) * baseline)) for share in RESPONSES] for one in outcome]
        ),
        good_days=np.stack([np.bincount(one, minlength=study.days + 1) for one in good]),
        relieved=np.asarray(relieved),
        returns=np.stack(returns),
    )


def _in_units(values: Numbers) -> Counts:
    """Sums over people, of values rounded to the unit first."""
    return np.rint(values / UNIT).astype(np.int64).sum(axis=1)


def _histogram(pain: Numbers) -> Counts:
    evenings = pain.shape[1]
    bins = (pain * BINS_A_POINT).astype(np.int64) + np.arange(evenings) * BINS
    return np.bincount(bins.ravel(), minlength=evenings * BINS).reshape(evenings, BINS)


def _returns(study: Study, place: int, pain: Numbers, baseline: Numbers, able: NDArray[np.bool_]) -> tuple[int, Counts]:
    """How many are relieved in the week up to the last session, and after how many days the pain of each was back."""
    counts, last = np.zeros(study.days + 1, dtype=np.int64), study.arms[place].last_day
    if last is None:
        return 0, counts
    end = study.run_in + last + 1
    line = (1 - RESPONSES[0]) * baseline
    relieved = able & (pain[:, end - WINDOW : end].mean(axis=1) <= line)
    above = pain[relieved, end:] > line[relieved, None]
    if above.shape[1] >= IN_A_ROW:
        runs = np.all(np.lib.stride_tricks.sliding_window_view(above, IN_A_ROW, axis=1), axis=2)
        first = np.argmax(runs[np.any(runs, axis=1)], axis=1)
        counts += np.bincount(first + 1, minlength=len(counts))
    return int(relieved.sum()), counts
