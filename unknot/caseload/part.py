"""Parts of a caseload: clients with diaries of like length, so that compiled code is shared and work is handed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from unknot.caseload.settings import Settings
from unknot.caseload.table import CELLS, PERSON, ROW, Table
from unknot.inference.timeline import BUCKETS
from unknot.tables.dialect import RawTable

SIZE = 16
"""Clients in a part: seconds of work, so that little is lost when a worker dies."""
_PLACE, _LENGTH = "place", "length"


@dataclass(frozen=True)
class Part:
    """Some clients with their rows; all that a worker needs.

    Attributes:
        number: Its place among the parts.
        persons: Whose rows it holds.
        responses: Their answers.
        doses: Their doses; None where no table was given.
        settings: How they are read and fitted.
    """

    number: int
    # Kept out of what Dask writes into its log when a task fails.
    persons: tuple[str, ...] = field(repr=False)
    responses: Table = field(repr=False)
    doses: Table | None = field(repr=False)
    settings: Settings

    def diaries(self) -> Iterator[tuple[str, RawTable | None, RawTable | None]]:
        """Each client with the rows of answers and of doses; None where there are none."""
        responses = self.responses.of_each()
        doses = {} if self.doses is None else self.doses.of_each()
        for person in self.persons:
            yield person, responses.get(person), doses.get(person)


@dataclass(frozen=True)
class Caseload:
    """All clients, in the order in which they are fitted.

    Attributes:
        order: The clients in the order of first appearance, which is that of the results.
        parts: Who is in each part, long diaries first.
        responses: All answers, sorted by part.
        doses: All doses, the same.
        settings: How they are read and fitted.
    """

    order: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    responses: Table
    doses: Table | None
    settings: Settings

    @classmethod
    def of(cls, responses: Table, doses: Table | None, settings: Settings) -> Caseload:
        """Put clients with diaries of like length together; who is with whom depends on the tables alone."""
        tables = [table for table in (responses, doses) if table is not None]
        rows = pl.concat([table.frame.select(PERSON) for table in tables])
        counted = rows.group_by(PERSON, maintain_order=True).len(_LENGTH)
        names = counted[PERSON].to_list()
        padded = np.searchsorted(BUCKETS, counted[_LENGTH].to_numpy())
        persons = [names[place] for place in np.argsort(-padded, kind="stable")]
        parts = tuple(tuple(persons[start : start + SIZE]) for start in range(0, len(persons), SIZE))
        places = pl.DataFrame({PERSON: persons}).with_row_index(_PLACE)
        return cls(
            order=tuple(names),
            parts=parts,
            responses=_sorted(responses, places),
            doses=None if doses is None else _sorted(doses, places),
            settings=settings,
        )

    def part(self, number: int) -> Part:
        """One part with its rows."""
        persons = self.parts[number]
        first = number * SIZE
        responses = _between(self.responses, first, first + len(persons))
        doses = None if self.doses is None else _between(self.doses, first, first + len(persons))
        return Part(number, persons, responses, doses, self.settings)


def _sorted(table: Table, places: pl.DataFrame) -> Table:
    placed = table.frame.join(places, on=PERSON, how="left", maintain_order="left").sort(_PLACE, ROW)
    return Table(table.name, table.header, placed)


def _between(table: Table, first: int, end: int) -> Table:
    """The rows of the clients at these places, which lie side by side."""
    column = table.frame[_PLACE]
    start, stop = (int(column.search_sorted(place, side="left")) for place in (first, end))
    return Table(table.name, table.header, table.frame.slice(start, stop - start).select(PERSON, ROW, CELLS))
