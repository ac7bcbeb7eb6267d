"""Parquet and CSV give the same rows; every row keeps its number and its owner."""

from __future__ import annotations

import datetime

import polars as pl
import pytest
from made_caseload import GOOD, rows, write

from unknot.caseload.part import SIZE, Caseload
from unknot.caseload.settings import Settings
from unknot.caseload.table import read_caseload_table
from unknot.errors import RecordError


def test_parquet_and_csv_give_the_same_diaries(tmp_path):
    tables = write(tmp_path, *rows(GOOD))
    parquet = read_caseload_table(tables.responses).of_each()
    csv = read_caseload_table(tmp_path / "responses.csv").of_each()
    assert list(parquet) == list(GOOD)
    # Polars writes whole numbers of its CSV with a decimal.
    plain = {
        who: [tuple(cell.removesuffix(".0") for cell in row.cells) for row in raw.rows] for who, raw in csv.items()
    }
    assert {who: [row.cells for row in raw.rows] for who, raw in parquet.items()} == plain
    assert parquet["Bo"].rows[0].number == 8


def test_times_of_parquet_are_written_as_people_write_them(tmp_path):
    moment = datetime.datetime(2026, 3, 1, 20, 30)
    columns = {"time": [moment], "dated": [moment.date()], "zoned": [moment.replace(tzinfo=datetime.UTC)]}
    pl.DataFrame(columns).write_parquet(tmp_path / "one.parquet")
    (raw,) = read_caseload_table(tmp_path / "one.parquet").of_each().values()
    assert raw.rows[0].cells == ("2026-03-01T20:30:00", "2026-03-01", "2026-03-01T20:30:00+00:00")


def test_numbers_of_parquet_are_written_as_people_write_them(tmp_path):
    columns = {"person": [1.0, 1.0, 2.0], "time": [3.0, 4.5, 5.0], "pain": [4.0, None, float("nan")]}
    pl.DataFrame(columns).write_parquet(tmp_path / "floats.parquet")
    found = read_caseload_table(tmp_path / "floats.parquet").of_each()
    assert [row.cells for row in found["1"].rows] == [("1", "3", "4"), ("1", "4.5", "")]
    assert [row.cells for row in found["2"].rows] == [("2", "5", "")]


def test_a_row_with_too_few_cells_stays_with_its_client(tmp_path):
    (tmp_path / "ragged.csv").write_text("person,time,pain\nAnn,1,5\nBo,1\nBo,2,5\n")
    found = read_caseload_table(tmp_path / "ragged.csv").of_each()
    assert [row.cells for row in found["Bo"].rows] == [("Bo", "1"), ("Bo", "2", "5")]


def test_what_is_no_parquet_is_refused(tmp_path):
    (tmp_path / "text.parquet").write_text("person,time,pain\n")
    with pytest.raises(RecordError, match="cannot be read as Parquet"):
        read_caseload_table(tmp_path / "text.parquet")


def test_parts_hold_everyone_once_with_their_own_rows_long_diaries_first(tmp_path):
    short, long = [f"S{i}" for i in range(SIZE)], [f"L{i}" for i in range(3)]
    answers, doses = rows(short)
    more_answers, more_doses = rows(long, evenings=40)
    tables = write(tmp_path, answers + more_answers, doses + more_doses)
    read = (read_caseload_table(tables.responses), read_caseload_table(tables.doses))
    caseload = Caseload.of(*read, Settings())
    assert caseload.order == (*short, *long)
    assert caseload.parts == (tuple(long + short[: SIZE - 3]), tuple(short[SIZE - 3 :]))
    for number, persons in enumerate(caseload.parts):
        part = caseload.part(number)
        assert part.doses is not None
        assert set(part.responses.of_each()) == set(part.doses.of_each()) == set(persons)
        for person, raw in part.responses.of_each().items():
            assert raw.rows == read[0].of_each()[person].rows
