"""A run fits whom it can, lists the others, goes on where it was interrupted, and refuses another run's folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from made_caseload import GOOD, NO_ANSWERS, NO_PAIN, TOO_HIGH, Tables, small

from unknot.caseload.engine import Local
from unknot.caseload.row import FAILURES, FORMAT, SCHEMA
from unknot.caseload.run import fit_caseload
from unknot.caseload.settings import Settings
from unknot.errors import TableError, UnknotError
from unknot.inference.individual import fit
from unknot.report.assemble import answer
from unknot.tables.load import read_records

FILES = ("fits.parquet", "failures.parquet", "summary.json")


class Counting(Local):
    """Notes the parts that are worked on, and is interrupted after some."""

    def __init__(self, interrupted_after: int | None = None) -> None:
        self.worked: list[int] = []
        self._limit = interrupted_after

    def each(self, work, numbers, part_of) -> Iterator[tuple[int, bytes]]:
        for number, found in super().each(work, numbers, part_of):
            if len(self.worked) == self._limit:
                raise KeyboardInterrupt
            self.worked.append(number)
            yield number, found


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Tables:
    return small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def out(tables, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    fit_caseload(tables.responses, tables.doses, folder, Settings(seed=2), Local())
    return folder


def _contents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


def test_the_good_are_fitted_in_their_order_as_a_report_would(tables, out):
    found = pl.read_parquet(out / "fits.parquet")
    assert found["person"].to_list() == list(GOOD)
    assert found.schema == SCHEMA
    (alone,) = read_records(*_alone(tables, "Bo"))
    said = json.loads(answer(fit(alone, seed=2)).to_json())
    row = found.row(1, named=True)
    (relief,) = row["relief"]
    assert {name: said["relief"][0][name] for name in relief} == relief
    assert row["half_life_days_median"] == said["relief"][0]["half_life_days"]["median"]
    assert row["data_hash"] == said["diagnostics"]["data_hash"]
    assert (row["answers"], row["sessions"], row["verdict"]) == (6, 1, said["relief"][0]["verdict"])


def _alone(tables: Tables, person: str) -> list[Path]:
    found: list[Path] = []
    for table in (tables.responses, tables.doses):
        path = table.with_name(f"{person}_{table.stem}.csv")
        pl.read_parquet(table).filter(pl.col("person") == person).write_csv(path)
        found.append(path)
    return found


def test_the_others_are_listed_with_what_to_do(out):
    found = pl.read_parquet(out / "failures.parquet")
    assert found.schema == FAILURES
    said = {row["person"]: row["message"] for row in found.to_dicts()}
    assert set(said) == {TOO_HIGH, NO_PAIN, NO_ANSWERS}
    assert "row 19, column 'pain'" in said[TOO_HIGH]
    assert "never answered pain" in said[NO_PAIN]
    assert "doses but no answers" in said[NO_ANSWERS]
    assert set(found["kind"]) == {"diary"}


def test_the_summary_and_the_tables_say_what_they_were_made_from(tables, out):
    summary = json.loads((out / "summary.json").read_text())
    assert (summary["clients"], summary["fitted"], summary["failed"]) == (6, 3, 3)
    assert summary["failed_by_kind"] == {"diary": 3}
    assert sum(summary["verdicts"].values()) == 3
    assert summary["interventions"]["massage"]["clients"] == 3
    assert summary["settings"]["seed"] == 2
    said = pl.read_parquet_metadata(out / "fits.parquet")
    assert said["unknot_format"] == FORMAT
    assert json.loads(said["unknot_data"]) == summary["data"]


def test_a_run_goes_on_where_it_was_interrupted_and_ends_the_same(tables, out, tmp_path, monkeypatch):
    monkeypatch.setattr("unknot.caseload.part.SIZE", 2)
    told: list[tuple[int, int]] = []
    with pytest.raises(KeyboardInterrupt):
        fit_caseload(tables.responses, tables.doses, tmp_path, Settings(seed=2), Counting(1))
    assert not (tmp_path / "fits.parquet").exists()
    engine = Counting()
    fit_caseload(
        tables.responses, tables.doses, tmp_path, Settings(seed=2), engine, lambda done, of: told.append((done, of))
    )
    assert engine.worked == [1, 2]
    assert told == [(2, 6), (4, 6), (6, 6)]
    assert _contents(tmp_path) == _contents(out)


def test_a_folder_with_another_run_is_refused(tables, out):
    with pytest.raises(UnknotError, match="different: settings"):
        fit_caseload(tables.responses, tables.doses, out, Settings(seed=3), Local())
    with pytest.raises(UnknotError, match="different: data"):
        fit_caseload(tables.responses, None, out, Settings(seed=2), Local())


def test_wrong_columns_concern_everyone_and_are_refused_at_once(tables, tmp_path):
    wrong = tmp_path / "wrong.parquet"
    pl.read_parquet(tables.responses).rename({"pain": "pian"}).write_parquet(wrong)
    with pytest.raises(TableError, match="Did you mean 'pain'"):
        fit_caseload(wrong, tables.doses, tmp_path, Settings(), Local())
