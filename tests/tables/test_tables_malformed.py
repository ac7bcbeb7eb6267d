"""Every table here is refused as a whole, with the place, what was given and the nearest valid thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from unknot.errors import RecordError, TableError
from unknot.tables.load import read_records
from unknot.tables.scale import Scale

GOOD = "time,pain\n2026-03-01,3\n"
DOSES = "time,intervention,minutes,intensity,note\n"

# what the answers hold, row, column, given, what the message says
RESPONSES = {
    "answer above the scale": ("time,pain\n2026-03-01,14", 2, "pain", "14", "The nearest is 10."),
    "answer on a longer scale": ("time,pain\n2026-03-01,14", 2, "pain", "14", "pain [0-100]"),
    "answer below the scale": ("time,pain\n2026-03-01,-1", 2, "pain", "-1", "The nearest is 0."),
    "answer as a word": ("time,pain\n2026-03-01,much", 2, "pain", "much", "Write a number such as 3"),
    "answer as a fraction": ("time,pain\n2026-03-01,3/10", 2, "pain", "3/10", "Write 3 alone."),
    "answer that is not finite": ("time,pain\n2026-03-01,nan", 2, "pain", "nan", "not a number"),
    "answer off a declared scale": (
        "time,pain,stress [1-5]\n2026-03-01,3,6",
        2,
        "stress",
        "6",
        "between 1 and 5 (given: '6'). The nearest is 5.",
    ),
    "the year 9999": ("time,pain\n2026-03-01,3\n9999-03-02,3", 3, "time", "9999-03-02", "write 2026-03-02."),
    "the year 0026": ("time,pain\n0026-03-01,3", 2, "time", "0026-03-01", "from 1950 to 2100"),
    "30 February": ("time,pain\n2026-02-30,3", 2, "time", "2026-02-30", "The nearest is 2026-02-28."),
    "month 24": (
        "time,pain\n2026-24-11,3",
        2,
        "time",
        "2026-24-11",
        "Write 2026-11-24 if the day came first.",
    ),
    "month 13": ("time,pain\n2026-13-13,3", 2, "time", "2026-13-13", "Months run from 01 to 12."),
    "hour 25": ("time,pain\n2026-03-01T25:00,3", 2, "time", "2026-03-01T25:00", "00:00 to 23:59"),
    "offset 25": ("time,pain\n2026-03-01T05:00+25:00,3", 2, "time", "2026-03-01T05:00+25:00", "to +14:00"),
    "date with dots": (
        "time,pain\n24.11.2026 08:00,3",
        2,
        "time",
        "24.11.2026 08:00",
        "Write 2026-11-24T08:00.",
    ),
    "date with slashes": ("time,pain\n11/24/2026,3", 2, "time", "11/24/2026", "Write 2026-11-24."),
    "date to read both ways": (
        "time,pain\n3/4/2026 8:05 PM,3",
        2,
        "time",
        "3/4/2026 8:05 PM",
        "Write 2026-03-04T20:05 or 2026-04-03T20:05, whichever is meant.",
    ),
    "date of a spreadsheet": (
        "time,pain\n46350,3",
        2,
        "time",
        "46350",
        "spreadsheet's number for 2026-11-24",
    ),
    "date without hyphens": ("time,pain\n20261124,3", 2, "time", "20261124", "Write 2026-11-24."),
    "day number beyond a life": ("time,pain\n-1000000,3", 2, "time", "-1000000", "from the first answer"),
    "a word for a time": ("time,pain\nMonday,3", 2, "time", "Monday", "Write dates like 2026-11-24"),
    "no time": ("time,pain\n,3", 2, "time", "", "or leave out the row"),
    "dates and day numbers": ("time,pain\n2026-03-01,3\n2,3", 3, "time", "2", "Write all times as dates"),
    "offsets here and there": (
        "time,pain\n2026-03-01T08:00Z,3\n2026-03-02T08:00,3",
        3,
        "time",
        "2026-03-02T08:00",
        "--time-zone",
    ),
    "more than a life": (
        "time,pain\n1950-03-01,3\n2099-03-01,3",
        3,
        "time",
        "2099-03-01",
        "row 2, 1950-03-01",
    ),
    "unknown column": ("time,pain,stres\n2026-03-01,3,3", 1, "stres", "stres", "Did you mean 'stress'?"),
    "unknown column to leave out": ("time,pain,knee\n2026-03-01,3,3", 1, "knee", "knee", "--ignore 'knee'"),
    "column twice": ("time,pain,Pain\n2026-03-01,3,4", 1, "Pain", "Pain", "Keep one column 'pain'."),
    "column without a name": ("time,pain,\n2026-03-01,3,4", 1, "", "", "Name it in the header"),
    "no column of pain": ("time,stress\n2026-03-01,3", 1, "pain", "time, stress", "Name one column 'pain'."),
    "scale that is none": ("time,pain [NRS]\n2026-03-01,3", 1, "pain [NRS]", "NRS", "Write it like 1-5"),
    "scale the wrong way round": (
        "time,pain [5-1]\n2026-03-01,3",
        1,
        "pain [5-1]",
        "5-1",
        "lowest answer first",
    ),
    "scale of a person": (
        "time,person [1-5],pain\n2026-03-01,Ada,3",
        1,
        "person [1-5]",
        "person [1-5]",
        "'person'",
    ),
    "unknown zone": ("time [Oslo],pain\n2026-03-01,3", 1, "time [Oslo]", "Oslo", "'Europe/Oslo'"),
    "too few cells": (
        "time,pain,stress\n2026-03-01,3",
        2,
        "stress",
        "2026-03-01 | 3",
        "2 cells under 3 columns",
    ),
    "too many cells": ("time,pain\n2026-03-01,3,5", 2, "pain", "2026-03-01 | 3 | 5", 'such as "3,5"'),
    "person missing": ("time,person,pain\n2026-03-01,,3", 2, "person", "", "Name the person in every row"),
    "no rows": ("time,pain\n", 1, "time", "", "Add a row"),
    "pain never answered": ("time,pain,stress\n2026-03-01,,3", 2, "pain", "", "Answer it once or more"),
}

DOSE_ROWS = {
    "minutes below 0": ("2026-03-01,massage,-5,,", 2, "minutes", "-5", "The nearest is 5"),
    "minutes of 0": ("2026-03-01,massage,0,,", 2, "minutes", "0", "Leave the row out"),
    "minutes beyond a day": ("2026-03-01,massage,1441,,", 2, "minutes", "1441", "The nearest is 1440."),
    "minutes with a unit": ("2026-03-01,massage,60 min,,", 2, "minutes", "60 min", "Write 60 alone."),
    "intensity above 10": ("2026-03-01,massage,60,11,", 2, "intensity", "11", "The nearest is 10."),
    "no intervention": ("2026-03-01,,60,,", 2, "intervention", "", "such as distraction"),
    "day number beside dates": ("1,massage,60,,", 2, "time", "1", "Write all times as dates"),
}


def assert_refused(error: TableError, row: int, column: str, given: str, said: str) -> None:
    assert error.exit_code == 2
    (problem,) = error.problems
    assert (problem.row, problem.column, problem.given) == (row, column, given)
    assert said in str(error)
    assert f"row {row}, column '{column}'" in str(error)
    assert "nothing was loaded" in str(error)


@pytest.mark.parametrize(("table", "row", "column", "given", "said"), RESPONSES.values(), ids=RESPONSES)
def test_malformed_responses(read, table: str, row: int, column: str, given: str, said: str):
    with pytest.raises(TableError) as caught:
        read(table)
    assert_refused(caught.value, row, column, given, said)


@pytest.mark.parametrize(("line", "row", "column", "given", "said"), DOSE_ROWS.values(), ids=DOSE_ROWS)
def test_malformed_doses(read, line: str, row: int, column: str, given: str, said: str):
    with pytest.raises(TableError) as caught:
        read(GOOD, DOSES + line)
    assert_refused(caught.value, row, column, given, said)


def test_all_problems_of_both_tables_are_listed_at_once(read):
    with pytest.raises(TableError) as caught:
        read("time,pain\n2026-03-01,14\n\nsoon,3", DOSES + "2026-03-01,massage,-5,99,")
    places = [(problem.table, problem.row, problem.column) for problem in caught.value.problems]
    assert places == [
        ("responses.csv", 2, "pain"),
        ("responses.csv", 4, "time"),
        ("doses.csv", 2, "minutes"),
        ("doses.csv", 2, "intensity"),
    ]
    assert "responses.csv and doses.csv: 4 problems" in str(caught.value)


FILES = {
    "a workbook": (b"PK\x03\x04\x14\x00", "save it as CSV"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as CSV"),
    "a PDF": (b"%PDF-1.7", "save it as CSV"),
    "binary garbage": (bytes(range(256)), "not a text file"),
    "UTF-16 without a mark": ("time,pain\n".encode("utf-16-le"), "not a text file"),
    "an empty file": (b"", "The file is empty."),
    "only blank lines": (b"\n\n , \n", "The file is empty."),
    "an open quote": (b'time,pain\n"2026-03-01,3\n', "Close every quote"),
}


@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=FILES)
def test_files_that_are_no_table(read, content: bytes, said: str):
    with pytest.raises(RecordError, match=said):
        read(content)


def test_missing_file_offers_its_neighbour(tmp_path: Path):
    (tmp_path / "responses.csv").write_text(GOOD)
    with pytest.raises(RecordError, match=r"no such file.*Did you mean '.*responses.csv'"):
        read_records(tmp_path / "response.csv")


def test_folder_is_no_table(tmp_path: Path):
    with pytest.raises(RecordError, match="folder"):
        read_records(tmp_path)


OPTIONS = {
    "unknown zone": ({"time_zone": "Europe/Olso"}, "Did you mean 'Europe/Oslo'"),
    "zone nothing like any": ({"time_zone": "qqq"}, "by continent and city"),
    "scale for no column": ({"scales": {"pian": Scale(1, 5)}}, "Did you mean 'pain'"),
}


@pytest.mark.parametrize(("options", "said"), OPTIONS.values(), ids=OPTIONS)
def test_options_that_fit_nothing(read, options: dict, said: str):
    with pytest.raises(RecordError, match=said):
        read(GOOD, **options)


def test_zone_of_the_header_against_the_callers(read):
    with pytest.raises(RecordError, match=r"Different time zones.*Asia/Tokyo, Europe/Oslo"):
        read("time [Europe/Oslo],pain\n2026-03-01,3", time_zone="Asia/Tokyo")


def test_scale_of_the_header_against_the_callers(read):
    with pytest.raises(TableError, match="two scales for one column"):
        read("time,pain [1-5]\n2026-03-01,3", scales={"pain": Scale(0, 100)})
