"""A record as the filter meets it: one row for each moment at which something happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unknot.model.exposure import Exposure, Numbers
from unknot.records import Record

BUCKETS = (8, 32, 48, 64, 80, 96, 112, 128, 160, 224, 288, 352, 448, 576, 736, 928)
DEFAULT_RESOLUTION = 1.0


@dataclass(frozen=True)
class Timeline:
    """Moments in the order of time, padded at the end to a few fixed lengths so that compiled code is reused.

    Attributes:
        days: When [day], shape (events,).
        steps: Time since the event before [day].
        amounts: Doses that end at this moment, by treatment [session], shape (events, treatments).
        durations: How long those doses lasted [day].
        answers: Answers by instrument; 0 where there is none, shape (events, instruments).
        answered: Whether there is an answer.
        follows: Whether there is an answer and one on the same instrument before it.
        repeats: Whether it is the same as that one.
        half_widths: Half the distance between neighbouring answers, by instrument [nrs].
        count: How many of the rows are real.
    """

    days: Numbers
    steps: Numbers
    amounts: Numbers
    durations: Numbers
    answers: Numbers
    answered: NDArray[np.bool_]
    follows: NDArray[np.bool_]
    repeats: NDArray[np.bool_]
    half_widths: Numbers
    count: int


def build_timeline(
    record: Record,
    instruments: Sequence[str],
    given: Sequence[Exposure],
    interventions: Sequence[str],
    extra_days: Iterable[float] = (),
    before: Mapping[str, float] | None = None,
) -> Timeline:
    """Merge answers, doses and moments of interest.

    A dose enters when it ends, already faded as it would have while it lasted, which is exact for every later moment.

    Args:
        record: The answers.
        instruments: The instruments, in the order in which simultaneous answers are used.
        given: The doses.
        interventions: The treatments, in the order of the columns.
        extra_days: Moments at which the state is wanted though nothing happens [day].
        before: The last answers before the record, by instrument, where it goes on from another one.
    """
    by_moment: dict[float, dict[str, list[float]]] = {}
    for response in record.responses:
        if response.instrument in instruments:
            by_moment.setdefault(response.day, {}).setdefault(response.instrument, []).append(response.value)
    rows = [_dose_row(exposure, interventions, len(instruments)) for exposure in given]
    for day, values in by_moment.items():
        for again in range(max(map(len, values.values()))):
            rows.append(_answer_row(day, values, again, instruments, len(interventions)))
    empty = (np.zeros(len(interventions)), np.zeros(len(interventions)), np.full(len(instruments), np.nan))
    rows += [(float(day), 2, *empty) for day in extra_days]
    rows.sort(key=lambda row: row[:2])
    widths = [record.resolutions.get(name, DEFAULT_RESOLUTION) / 2 for name in instruments]
    last = np.asarray([(before or {}).get(name, np.nan) for name in instruments])
    return _padded(rows, np.asarray(widths), last)


_Row = tuple[float, int, Numbers, Numbers, Numbers]


def _dose_row(exposure: Exposure, interventions: Sequence[str], instruments: int) -> _Row:
    amounts, durations = np.zeros(len(interventions)), np.zeros(len(interventions))
    column = interventions.index(exposure.intervention)
    amounts[column], durations[column] = exposure.amount, exposure.duration
    return exposure.end, 0, amounts, durations, np.full(instruments, np.nan)


def _answer_row(
    day: float, values: Mapping[str, list[float]], again: int, instruments: Sequence[str], treatments: int
) -> _Row:
    answers = np.full(len(instruments), np.nan)
    for column, name in enumerate(instruments):
        if again < len(values.get(name, ())):
            answers[column] = values[name][again]
    return day, 1, np.zeros(treatments), np.zeros(treatments), answers


def _padded(rows: Sequence[_Row], half_widths: Numbers, before: Numbers) -> Timeline:
    count = len(rows)
    length = next((bucket for bucket in BUCKETS if bucket >= count), -(-count // 256) * 256)
    missing = length - count

    def column(place: int) -> Numbers:
        values = np.asarray([row[place] for row in rows], dtype=float)
        return np.pad(values, ((0, missing), *(((0, 0),) * (values.ndim - 1))))

    days = column(0)
    days[count:] = days[count - 1]
    answers = column(4)
    answers[count:] = np.nan
    last = _last_answers(answers, before)
    return Timeline(
        days=days,
        steps=np.diff(days, prepend=days[0]),
        amounts=column(2),
        durations=column(3),
        answers=np.nan_to_num(answers),
        answered=~np.isnan(answers),
        follows=~np.isnan(answers) & ~np.isnan(last),
        repeats=answers == last,
        half_widths=half_widths,
        count=count,
    )


def _last_answers(answers: Numbers, before: Numbers) -> Numbers:
    """For each row the last answer given earlier on each instrument; not a number where there was none."""
    earlier = np.concatenate([before[None], answers[:-1]])
    rows = np.where(np.isnan(earlier), 0, np.arange(len(earlier))[:, None])
    return np.take_along_axis(earlier, np.maximum.accumulate(rows, axis=0), axis=0)
