"""What a run leaves behind: one table of fits, one of failures, and a summary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from unknot.caseload.row import FAILURES, FAILURES_FORMAT, FORMAT, SCHEMA
from unknot.caseload.summary import summary_of
from unknot.tables.whole_file import whole_file

_PLACE = "place"


def write_results(
    out: Path, order: Sequence[str], parts: Iterable[Iterable[Mapping[str, Any]]], made_from: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Write `fits.parquet`, `failures.parquet` and `summary.json`, clients in their order, and give the summary.

    Args:
        out: The folder.
        order: All clients.
        parts: The lines of each part, clients in any order.
        made_from: Data, settings and versions; they are kept with the tables.
    """
    frames = [_frames(part) for part in parts]
    places = pl.DataFrame({"person": order}, schema={"person": pl.String}).with_row_index(_PLACE)
    fits, failures = (
        pl.concat(tables).join(places, on="person", how="left").sort(_PLACE).drop(_PLACE)
        for tables in zip(*frames, strict=True)
    )
    write_table(fits, out / "fits.parquet", FORMAT, made_from)
    write_table(failures, out / "failures.parquet", FAILURES_FORMAT, made_from)
    summary = summary_of(fits, failures, made_from)
    write_object(summary, out / "summary.json")
    return summary


def _frames(part: Iterable[Mapping[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    lines = list(part)
    return (
        pl.DataFrame([line["row"] for line in lines if "row" in line], schema=SCHEMA),
        pl.DataFrame([line["failure"] for line in lines if "failure" in line], schema=FAILURES),
    )


def write_table(frame: pl.DataFrame, path: Path, form: str, made_from: Mapping[str, Any]) -> None:
    """Write a table whole, its format and what it was made from kept with it."""
    told = {f"unknot_{key}": json.dumps(value, ensure_ascii=False) for key, value in made_from.items()}
    with whole_file(path) as aside:
        frame.write_parquet(aside, metadata={"unknot_format": form, **told})


def write_object(entry: Mapping[str, Any], path: Path) -> None:
    """Write an object as JSON, whole."""
    with whole_file(path) as aside:
        aside.write_bytes(json.dumps(entry, ensure_ascii=False, indent=2).encode() + b"\n")
