"""A table of many clients, from Parquet or CSV, kept as text so that each client is read by the rules of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from unknot.errors import RecordError, UnknotError
from unknot.tables.cells import plain_name
from unknot.tables.dialect import RawTable, Row, read_table
from unknot.tables.persons import ONLY

try:
    import polars as pl
except ImportError as error:
    raise UnknotError("This needs polars.", todo="Install it with: pip install 'unknot[cohort]'.") from error

PERSON, ROW, CELLS = "person", "row", "cells"
_SCHEMA = {PERSON: pl.String, ROW: pl.UInt32, CELLS: pl.List(pl.String)}


@dataclass(frozen=True)
class Table:
    """The rows of many clients.

    Attributes:
        name: The file's name, for messages.
        header: The names of the columns as they were written.
        frame: One row for each row of the file: whose it is, its number (the header being 1), its cells.
    """

    name: str
    header: tuple[str, ...]
    frame: pl.DataFrame

    def of_each(self) -> Mapping[str, RawTable]:
        """The rows of each client, rows with their numbers in the file."""
        header = Row(1, self.header)
        grouped = self.frame.group_by(PERSON, maintain_order=True).agg(ROW, CELLS)
        return {
            person: RawTable(
                self.name,
                header,
                tuple(Row(number, tuple(cells)) for number, cells in zip(numbers, rows, strict=True)),
            )
            for person, numbers, rows in grouped.iter_rows()
        }


def read_caseload_table(path: Path) -> Table:
    """Read a Parquet file, or a CSV file in any dialect that a report takes.

    Raises:
        RecordError: If there is no such file or it cannot be read.
    """
    if path.suffix.lower() in {".parquet", ".pq"}:
        return _from_parquet(path)
    raw = read_table(path)
    place = _place_of_person(raw.header.cells)
    rows = [(_person(row.cells, place), row.number, list(row.cells)) for row in raw.rows]
    return Table(raw.name, raw.header.cells, pl.DataFrame(rows, schema=_SCHEMA, orient="row"))


def _from_parquet(path: Path) -> Table:
    try:
        found = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise RecordError(
            "The file cannot be read as Parquet.", given=f"{path} ({error})", todo="Check its name and its kind."
        ) from error
    texts = found.select(_as_text(name, kind) for name, kind in found.schema.items())
    header = tuple(found.columns)
    place = _place_of_person(header)
    person = pl.lit(ONLY) if place is None else pl.col(header[place])
    rows = pl.int_range(2, len(found) + 2, dtype=pl.UInt32)
    frame = texts.select(person.alias(PERSON), rows.alias(ROW), pl.concat_list(*header).alias(CELLS))
    return Table(path.name, header, frame)


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """A column as people would write it."""
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        column = column.dt.to_string("%Y-%m-%dT%H:%M:%S%.f" + ("%:z" if kind.time_zone else ""))
    elif isinstance(kind, pl.Date):
        column = column.dt.to_string("%Y-%m-%d")
    elif kind.is_float():
        # A whole number has no decimals in a table of text, and what is not a number is an empty cell.
        column = column.fill_nan(None).cast(pl.String).str.strip_suffix(".0")
    return column.cast(pl.String).str.strip_chars().fill_null("")


def _place_of_person(header: tuple[str, ...]) -> int | None:
    places = [place for place, title in enumerate(header) if plain_name(title) == PERSON]
    return places[0] if places else None


def _person(cells: tuple[str, ...], place: int | None) -> str:
    if place is None:
        return ONLY
    return cells[place] if place < len(cells) else ""
