"""A table of periods is read on the diary's own clock, or refused with what is wrong."""

from __future__ import annotations

from datetime import datetime

import pytest

from unknot.errors import UnknotError
from unknot.planning.trial.period_table import read_periods
from unknot.records import Clock

DATED = Clock(datetime(2027, 1, 1))


def _table(tmp_path, text):
    path = tmp_path / "periods.csv"
    path.write_text(text)
    return path


def test_dates_become_days_and_two_periods_a_block(tmp_path):
    text = "start,end,option\n2027-01-04,2027-01-11,tea\n2027-01-11,2027-01-18,none\n2027-01-18,2027-01-25,tea\n"
    periods, titles = read_periods(_table(tmp_path, text), DATED)
    assert titles == ("tea", "none")
    assert [(p.start, p.end, p.option, p.block) for p in periods] == [(3, 10, 0, 1), (10, 17, 1, 1), (17, 24, 0, 2)]


def test_day_numbers_washouts_and_blocks_are_taken_as_written(tmp_path):
    text = "start,end,option,block,washout_days\n0,7,a,1,2\n7,14,b,1,1\n"
    periods, _ = read_periods(_table(tmp_path, text), Clock())
    assert [(p.counted_from, p.block) for p in periods] == [(2, 1), (8, 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("start,option\n0,a\n", "no column 'end'"),
        ("start,end,option,colour\n0,7,a,red\n7,14,b,red\n", "unknown column"),
        ("start,end,option\n0,7,a\n7,14,a\n", "two options"),
        ("start,end,option\n0,7,a\n7,14,b\n14,21,c\n", "two options"),
        ("start,end,option\n0,week,a\n7,14,b\n", "time cannot be read"),
        ("start,end,option\n2027-01-01,2027-01-08,a\n2027-01-08,2027-01-15,b\n", "count time differently"),
        ("start,end,option,washout_days\n0,7,a,soon\n7,14,b,1\n", "cannot be read"),
        ("start,end,option,block\n" + "".join(f"{i},{i + 1},{'ab'[i % 2]},1\n" for i in range(10)), "too many periods"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, said):
    with pytest.raises(UnknotError, match=said):
        read_periods(_table(tmp_path, text), Clock())
