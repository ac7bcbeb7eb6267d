"""A small caseload as tables: short diaries that share one length, and every kind of bad luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from unknot.model.virtual_client import Protocol, virtual_client

GOOD = ("Ann", "Bo", "Cy")
TOO_HIGH, NO_PAIN, NO_ANSWERS = "Dee", "Eve", "Flo"


@dataclass(frozen=True)
class Tables:
    """Where the tables lie."""

    responses: Path
    doses: Path


def rows(persons: Sequence[str], evenings: int = 6) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Answers and doses of people with one session each; together they fill the shortest compiled length."""
    generator = np.random.default_rng(4)
    answers = [
        {"person": person, "time": day + 20 / 24, "pain": float(generator.integers(2, 8))}
        for person in persons
        for day in range(evenings)
    ]
    doses = [{"person": person, "time": 2.5, "intervention": "massage", "minutes": 60.0} for person in persons]
    return answers, doses


def write(folder: Path, answers: Sequence[Mapping[str, Any]], doses: Sequence[Mapping[str, Any]]) -> Tables:
    """Both tables as Parquet and as CSV; the paths of the former."""
    for name, entries in (("responses", answers), ("doses", doses)):
        frame = pl.DataFrame(entries, infer_schema_length=None)
        frame.write_parquet(folder / f"{name}.parquet")
        frame.write_csv(folder / f"{name}.csv")
    return Tables(folder / "responses.parquet", folder / "doses.parquet")


def small(folder: Path) -> Tables:
    """Three good diaries, one with an impossible answer, one without pain, one person with doses alone."""
    answers, doses = rows((*GOOD[:2], TOO_HIGH, NO_PAIN, GOOD[2]))
    for entry in answers:
        if entry["person"] == TOO_HIGH and entry["time"] > 5:
            entry["pain"] = 14.0
        if entry["person"] == NO_PAIN:
            entry["pain"] = None
    return write(folder, answers, [*doses, {**doses[0], "person": NO_ANSWERS}])


def lived(folder: Path, clients: int, half_lives: Sequence[float] = ()) -> Tables:
    """Simulated clients with diaries of several lengths; their half-lives [day] where they are given."""
    answers: list[dict[str, Any]] = []
    doses: list[dict[str, Any]] = []
    for seed in range(clients):
        half_life = half_lives[seed] if half_lives else None
        record = virtual_client(seed, Protocol(days=28 + 14 * (seed % 2), asked=("pain",)), half_life=half_life).record
        answers += [{"person": f"C{seed}", "time": entry.day, "pain": entry.value} for entry in record.responses]
        doses += [
            {"person": f"C{seed}", "time": dose.day, "intervention": dose.intervention, "minutes": dose.minutes}
            for dose in record.doses
        ]
    return write(folder, answers, doses)
