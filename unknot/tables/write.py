"""Writing a record as the two tables, so that reading them gives the same record.

Calendar times are kept to the microsecond, day numbers and answers to the last digit. A time zone, or a step
between answers that the answers alone do not show, is declared in the header.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from unknot.errors import RecordError
from unknot.records import Clock, Record, Response
from unknot.tables.responses import PAIN
from unknot.tables.scale import Scale


def write_responses(record: Record, path: Path) -> None:
    """Write the answers of a record as a CSV table.

    Raises:
        RecordError: If the record holds the same answers twice at one time, which looks like a slip.
    """
    path.write_text(responses_table(record), encoding="utf-8", newline="")


def write_doses(record: Record, path: Path) -> None:
    """Write the doses of a record as a CSV table."""
    path.write_text(doses_table(record), encoding="utf-8", newline="")


def responses_table(record: Record) -> str:
    """The answers of a record as the text of a CSV table.

    Raises:
        RecordError: If the record holds the same answers twice at one time, which looks like a slip.
    """
    instruments = (PAIN, *(name for name in record.instruments if name != PAIN))
    header = [_time_title(record), "person", *(_title(record, name) for name in instruments)]
    rows = [
        [_time(record.clock, day), record.person, *cells]
        for day, answers in _by_day(record.responses)
        for cells in _cells(answers, instruments)
    ]
    if len({tuple(row) for row in rows}) < len(rows):
        raise RecordError(
            "The record holds the same answers twice at one time.",
            given=record.person,
            todo="Keep one of them.",
        )
    return _table(header, rows)


def doses_table(record: Record) -> str:
    """The doses of a record as the text of a CSV table."""
    header = [_time_title(record), "person", "intervention", "minutes", "intensity", "note"]
    rows = [
        [
            _time(record.clock, dose.day),
            record.person,
            dose.intervention,
            _number(dose.minutes),
            "" if dose.intensity is None else _number(dose.intensity),
            dose.note,
        ]
        for dose in record.doses
    ]
    return _table(header, rows)


def _time(clock: Clock, day: float) -> str:
    # A fraction is always written, for whole day numbers and dates alone stand for an hour of that day.
    return repr(float(day)) if clock.origin is None else clock.moment(day).isoformat()


def _time_title(record: Record) -> str:
    zone = record.clock.time_zone if record.clock.origin else None
    return "time" if zone in (None, "UTC") else f"time [{zone}]"


def _title(record: Record, instrument: str) -> str:
    step = record.resolutions.get(instrument)
    seen = Scale().resolution(response.value for response in record.answers(instrument))
    return instrument if step in (None, 0, seen) else f"{instrument} [{Scale(step=step)}]"


def _number(value: float) -> str:
    return repr(int(value)) if value == int(value) else repr(float(value))


def _by_day(responses: Iterable[Response]) -> Iterator[tuple[float, list[Response]]]:
    days: dict[float, list[Response]] = {}
    for response in responses:
        days.setdefault(response.day, []).append(response)
    yield from days.items()


def _cells(answers: Sequence[Response], instruments: Sequence[str]) -> Iterator[list[str]]:
    """The cells of as many rows as an instrument has answers at one time."""
    values = {name: [_number(a.value) for a in answers if a.instrument == name] for name in instruments}
    for position in range(max(map(len, values.values()))):
        yield [given[position] if position < len(given) else "" for given in values.values()]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue()
