"""One person's answers on one instrument as a series to be forecast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from unknot.errors import RecordError
from unknot.model.exposure import Numbers
from unknot.records import Record, Response

PAIN = "pain"
LATEST_HOUR = 20 / 24


@dataclass(frozen=True)
class Series:
    """Answers in the order of time.

    Attributes:
        person: Whose.
        days: When, days since the origin of the record [day].
        values: The answers [nrs].
        record: What they were taken from: its answers on this instrument are the values, in the same order.
    """

    person: str
    days: Numbers
    values: Numbers
    record: Record

    def __len__(self) -> int:
        """How many answers there are."""
        return len(self.values)


def series_of(record: Record, instrument: str = PAIN) -> Series:
    """The answers of a record on one instrument; answers on others are left out."""
    answers = record.answers(instrument)
    return Series(
        person=record.person,
        days=np.asarray([answer.day for answer in answers], dtype=float),
        values=np.asarray([answer.value for answer in answers], dtype=float),
        record=replace(record, responses=answers),
    )


def daily(record: Record, instrument: str = PAIN) -> Record:
    """The record with one answer for each answered day: the mean, at the time of the day's last answer.

    An hour is kept because sessions of the same day come before or after it. Means have a finer grid than answers.
    """
    by_day: dict[int, list[Response]] = {}
    for answer in record.answers(instrument):
        by_day.setdefault(int(np.floor(answer.day)), []).append(answer)
    means = tuple(
        Response(answers[-1].day, instrument, float(np.mean([answer.value for answer in answers])))
        for answers in by_day.values()
    )
    finest = max(map(len, by_day.values()), default=1)
    step = record.resolutions.get(instrument, 1.0) / finest
    return replace(record, responses=means, resolutions={**record.resolutions, instrument: step})


def long_enough(records: Iterable[Record], least: int, *, by_day: bool = False) -> tuple[Series, ...]:
    """The series of all persons with enough answers on pain.

    Args:
        records: The persons.
        least: How many answers are enough.
        by_day: Whether to average the answers of each day.

    Raises:
        RecordError: If nobody has enough.
    """
    found = tuple(series_of(daily(record) if by_day else record) for record in records)
    kept = tuple(series for series in found if len(series) >= least)
    if not kept:
        most = max(map(len, found), default=0)
        raise RecordError(
            f"Nobody has {least} answers on pain, which this needs.",
            given=f"{len(found)} persons, the longest diary with {most} answers",
            todo="Ask for fewer with --min-ratings and --warmup, or score first days with --cold-start.",
        )
    return kept
