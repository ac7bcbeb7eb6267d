"""When an answer or a dose was: calendars, time zones, changes of the clocks and day numbers."""

from __future__ import annotations

from datetime import datetime

import pytest

from unknot.errors import TableError
from unknot.records import Clock

DOSES = "time,intervention,minutes\n"
EVENING, NOON = 20 / 24, 12 / 24


def days(record) -> list[float]:
    return [response.day for response in record.responses]


def hours_between(record) -> float:
    first, last = days(record)
    return pytest.approx((last - first) * 24)


def table(*times: str) -> str:
    return "time,pain\n" + "".join(f"{time},3\n" for time in times)


def test_days_count_from_the_midnight_of_the_earliest_day(read_one):
    record = read_one(table("2026-03-02T06:00", "2026-03-03T12:00"), DOSES + "2026-03-01T18:00,massage,60\n")
    assert record.clock == Clock(datetime(2026, 3, 1))
    assert days(record) == [1.25, 2.5]
    assert record.doses[0].day == 0.75
    assert record.clock.label(record.doses[0].day) == "2026-03-01T18:00"


def test_date_alone_is_the_evening_for_answers_and_noon_for_doses(read_one):
    record = read_one(table("2026-03-01"), DOSES + "2026-03-01,massage,60\n")
    assert (days(record), record.doses[0].day) == ([EVENING], NOON)
    assert record.notices == ("Days without an hour stand for 20:00 in the answers and 12:00 in the doses.",)


@pytest.mark.parametrize(
    "time",
    [
        "2026-03-01T08:00",
        "2026-03-01 8:00",
        "2026-03-01T08:00:00.000",
        "2026-03-01T08:00Z",
        "2026-03-01T10:00+02:00",
        "2026-03-01t04:00 -0400",
        "2026-03-01T04:00−04",
    ],
)
def test_ways_to_write_a_time(read_one, time: str):
    assert days(read_one(table(time))) == [8 / 24]


@pytest.mark.parametrize(
    ("times", "hours"),
    [
        (("2026-03-28T20:00", "2026-03-29T20:00"), 23),
        (("2026-10-24T20:00", "2026-10-25T20:00"), 25),
        (("2026-03-29T01:30", "2026-03-29T03:30"), 1),
        (("2026-10-25T01:30", "2026-10-25T03:30"), 3),
        (("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"), 1),
        (("2026-03-28", "2026-03-29"), 23),
    ],
    ids=["spring", "autumn", "spring night", "autumn night", "both times of autumn", "dates"],
)
def test_real_hours_are_counted_over_a_change_of_the_clocks(read_one, times, hours):
    assert hours_between(read_one(table(*times), time_zone="Europe/Oslo")) == hours


def test_time_that_the_clocks_skip_moves_on(read_one):
    record = read_one(table("2026-03-29T02:30"), time_zone="Europe/Oslo")
    assert record.clock.label(record.responses[0].day) == "2026-03-29T03:30+02:00"
    assert record.notices == (
        "The clocks of Europe/Oslo skip a time that was given: 2026-03-29T02:30 was read as 2026-03-29T03:30.",
    )


def test_time_that_comes_twice_is_the_first(read_one):
    record = read_one(table("2026-10-25T02:30"), time_zone="Europe/Oslo")
    assert record.clock.label(record.responses[0].day) == "2026-10-25T02:30+02:00"
    assert record.notices == (
        "The clocks of Europe/Oslo show a time twice, and the first was taken: 2026-10-25T02:30.",
    )


def test_origin_is_local_midnight_in_utc(read_one):
    record = read_one(table("2026-03-01T23:30Z"), time_zone="Europe/Oslo")
    assert record.clock == Clock(datetime(2026, 3, 1, 23), "Europe/Oslo")
    assert record.clock.label(0) == "2026-03-02T00:00+01:00"


def test_day_that_begins_without_midnight(read_one):
    record = read_one(table("2018-11-04T01:00"), time_zone="America/Sao_Paulo")
    assert days(record) == [0]


def test_zone_may_stand_in_the_header_of_either_table(read_one):
    record = read_one(table("2026-03-01"), "time [Europe/Oslo],intervention,minutes\n2026-03-01,massage,60\n")
    assert record.clock.time_zone == "Europe/Oslo"


def test_offsets_without_a_zone_are_kept_in_utc(read_one):
    record = read_one(table("2026-03-02T01:00+02:00", "2026-03-02T01:00-05:00"))
    assert record.clock == Clock(datetime(2026, 3, 1), "UTC")
    assert hours_between(record) == 7


def test_one_person_with_offsets_and_one_without(read):
    with_offset, without = read("time,person,pain\n2026-03-01T08:00Z,Ada,3\n2026-03-01T08:00,Ben,3\n")
    assert (with_offset.clock.time_zone, without.clock.time_zone) == ("UTC", None)


def test_whole_day_numbers_are_days(read_one):
    record = read_one(table("-1", "0", "7"), DOSES + "3,massage,60\n")
    assert days(record) == [-1 + EVENING, EVENING, 7 + EVENING]
    assert record.doses[0].day == 3 + NOON
    assert record.clock == Clock()


@pytest.mark.parametrize("numbers", [("0", "1.5"), ("0.0", "1.5"), ("0", "1;5")])
def test_one_fraction_makes_all_day_numbers_exact(read_one, numbers):
    text = table(*numbers) if ";" not in numbers[1] else "time;pain\n0;3\n1,5;3\n"
    record = read_one(text, DOSES + "3,massage,60\n")
    assert days(record) == [0, 1.5]
    assert record.doses[0].day == 3 + NOON, "each table is judged by itself"


def test_zone_is_not_used_for_day_numbers(read_one):
    record = read_one(table("0.5"), time_zone="Europe/Oslo")
    assert record.clock == Clock()
    assert record.notices == ("The tables count days, so the time zone Europe/Oslo was not used.",)


def test_day_numbers_may_span_no_more_than_100_years(read):
    with pytest.raises(TableError, match="more than 100 years after row 2, -20000"):
        read(table("-20000", "20000"))
