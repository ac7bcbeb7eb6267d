from datetime import UTC, datetime, timedelta

import pytest

from unknot.records import Clock
from unknot.report import dates

BERLIN = Clock(datetime(2025, 3, 3, 0, 0, tzinfo=UTC), "Europe/Berlin")
NAIVE = Clock(datetime(2025, 3, 3, 7, 30))


def test_marks_fall_on_local_midnights_across_the_change_of_the_clocks():
    for day, label in dates.ticks(BERLIN, 0, 56, 12):
        moment = BERLIN.moment(day)
        assert (moment.hour, moment.minute, moment.weekday()) == (0, 0, 0)
        assert label == dates.date(BERLIN, day + 1e-6)


def test_marks_of_a_record_without_a_time_zone():
    marks = dates.ticks(NAIVE, 0, 9, 12)
    assert marks[0] == (pytest.approx(16.5 / 24), "4 Mar")
    assert NAIVE.moment(marks[0][0]) == datetime(2025, 3, 4) or abs(
        NAIVE.moment(marks[0][0]) - datetime(2025, 3, 4)
    ) < timedelta(seconds=1)


@pytest.mark.parametrize("clock", [Clock(), BERLIN, NAIVE])
@pytest.mark.parametrize("days", [1, 5, 30, 56, 149, 151, 400, 860, 4000])
@pytest.mark.parametrize("room", [5, 12])
def test_there_are_never_more_marks_than_there_is_room_for(clock, days, room):
    marks = dates.ticks(clock, 0.3, 0.3 + days, room)
    assert len(marks) <= room + 1
    assert all(0.3 <= day <= 0.3 + days for day, _ in marks)
    assert len(marks) >= 2 or days < 7


def test_day_numbers_stay_day_numbers():
    assert dates.weekday(Clock(), 58.8) == "day 58"
    assert dates.span(Clock(), 0.8, 55.8) == "day 0 to day 55"


def test_the_year_is_said_once_where_one_is_enough():
    assert dates.span(BERLIN, 0, 55) == "3 Mar to 27 Apr 2025"
    assert dates.span(BERLIN, 0, 400) == "3 Mar 2025 to 7 Apr 2026"
