"""The periods of a trial from a table: start, end, option, and if wanted block and washout_days."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from unknot.errors import RecordError, UnknotError, did_you_mean
from unknot.planning.trial.moments import day_in_record
from unknot.planning.trial.schedule import Period
from unknot.records import Clock
from unknot.tables.cells import plain_name
from unknot.tables.dialect import read_table
from unknot.tables.numbers import parse_number

REQUIRED, OPTIONAL = ("start", "end", "option"), ("block", "washout_days")
LARGEST_BLOCK = 8
"""Periods of one block; the orders of more cannot be listed."""


def read_periods(path: Path, clock: Clock) -> tuple[tuple[Period, ...], tuple[str, str]]:
    """Read the periods and the names of the two options; the option that comes first is the first one.

    Args:
        path: The CSV file; `end` is the day after the last day of the period.
        clock: The clock of the diary.

    Raises:
        UnknotError: If the file cannot be read, or does not hold periods of two options.
    """
    table = read_table(path)
    names = [plain_name(cell) for cell in table.header.cells]
    for name in REQUIRED:
        if name not in names:
            raise RecordError(
                f"The table of periods has no column '{name}'.",
                given=", ".join(table.header.cells),
                todo="Its columns are start, end, option, and if wanted block and washout_days.",
            )
    for name in names:
        if name and name not in (*REQUIRED, *OPTIONAL):
            todo = did_you_mean(name, (*REQUIRED, *OPTIONAL))
            raise RecordError("The table of periods has an unknown column.", given=repr(name), todo=todo)
    rows = [dict(zip(names, row.cells, strict=False)) for row in table.rows]
    titles = list(dict.fromkeys(row.get("option", "") for row in rows))
    if len(titles) != 2 or not all(titles):
        raise RecordError(
            "A trial compares two options.",
            given=f"{len(titles)} in the column 'option': {', '.join(map(repr, titles))}",
            todo="Write one of two names in every row.",
        )
    rows.sort(key=lambda row: day_in_record(row["start"], clock))
    periods = tuple(_period(row, number, titles, clock) for number, row in enumerate(rows, start=1))
    largest = max(Counter(period.block for period in periods).values())
    if largest > LARGEST_BLOCK:
        raise RecordError(
            "A block has too many periods.", given=f"{largest}", todo=f"Blocks hold up to {LARGEST_BLOCK}."
        )
    return periods, (titles[0], titles[1])


def _period(row: dict[str, str], number: int, titles: list[str], clock: Clock) -> Period:
    return Period(
        number=number,
        block=int(_number(row, "block", (number + 1) // 2)),
        start=day_in_record(row["start"], clock),
        end=day_in_record(row["end"], clock),
        option=titles.index(row["option"]),
        washout_days=_number(row, "washout_days", 0),
    )


def _number(row: dict[str, str], column: str, otherwise: float) -> float:
    text = row.get(column, "")
    if not text:
        return otherwise
    number = parse_number(text)
    if number is None or number < 0:
        raise UnknotError(f"A number in the column '{column}' cannot be read.", given=repr(text))
    return number
