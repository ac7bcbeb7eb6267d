"""A record is one person's story: sorted, checked, and the same after JSON."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.errors import RecordError
from unknot.records import Clock, Dose, Record, Response

days = st.floats(-36525, 36525)
clocks = st.builds(
    Clock,
    st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from([None, "UTC", "Europe/Oslo"]),
)
responses = st.builds(Response, days, st.sampled_from(["pain", "stress"]), st.floats(0, 10))
doses = st.builds(Dose, days, st.text(), st.floats(0.01, 1440), st.none() | st.floats(0, 10), st.text())
records = st.builds(
    Record,
    st.text(),
    st.lists(responses, max_size=6).map(tuple),
    st.lists(doses, max_size=4).map(tuple),
    clocks,
    st.dictionaries(st.sampled_from(["pain", "stress"]), st.floats(0.01, 10)),
    st.lists(st.text(), max_size=3).map(tuple),
)


@given(records)
def test_json_reads_back_equal(record: Record):
    assert Record.from_json(record.to_json()) == record


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"format": "unknot-record/2"}',
        Record("Ada", (Response(1, "pain", 3),)).to_json().replace('"day"', '"date"'),
        Record("Ada", (Response(1, "pain", 3),)).to_json().replace("3", '"3"'),
    ],
)
def test_json_that_is_no_record(text: str):
    with pytest.raises(RecordError, match="not a record"):
        Record.from_json(text)


@given(st.lists(responses), st.lists(doses))
def test_record_is_sorted(answers: list[Response], taken: list[Dose]):
    record = Record("Ada", tuple(answers), tuple(taken))
    assert [r.day for r in record.responses] == sorted(r.day for r in answers)
    assert [d.day for d in record.doses] == sorted(d.day for d in taken)


@pytest.mark.parametrize(
    "response", [Response(math.nan, "pain", 3), Response(0, "pain", 10.1), Response(0, "pain", math.nan)]
)
def test_impossible_answers(response: Response):
    with pytest.raises(RecordError, match="An answer is impossible"):
        Record("Ada", (response,))


@pytest.mark.parametrize(
    "dose",
    [
        Dose(math.inf, "massage", 60),
        Dose(0, "massage", 0),
        Dose(0, "massage", math.nan),
        Dose(0, "massage", 60, 11),
    ],
)
def test_impossible_doses(dose: Dose):
    with pytest.raises(RecordError, match="A dose is impossible"):
        Record("Ada", (), (dose,))


@pytest.mark.parametrize("step", [-1, 11, math.nan])
def test_impossible_resolutions(step: float):
    with pytest.raises(RecordError, match="A resolution is impossible"):
        Record("Ada", (), resolutions={"pain": step})


def test_what_a_record_holds():
    record = Record(
        "Ada",
        (Response(2, "stress", 1), Response(1, "pain", 3), Response(0, "pain", 4)),
        (Dose(1, "massage", 60), Dose(0, "exercise", 30), Dose(2, "massage", 60)),
    )
    assert record.instruments == ("pain", "stress")
    assert record.interventions == ("exercise", "massage")
    assert record.answers("pain") == (Response(0, "pain", 4), Response(1, "pain", 3))


@pytest.mark.parametrize(
    ("clock", "day", "label"),
    [
        (Clock(), 3, "3"),
        (Clock(), 20000 + 20 / 24, "20000.8333"),
        (Clock(datetime(2026, 3, 1)), 1 / 3, "2026-03-01T08:00"),
        (Clock(datetime(2026, 3, 1)), 1 / 3 - 1e-9, "2026-03-01T08:00"),
        (Clock(datetime(2026, 2, 28, 23), "Europe/Oslo"), 1 / 3, "2026-03-01T08:00+01:00"),
        (Clock(datetime(2026, 2, 28, 23), "Europe/Oslo"), 40, "2026-04-10T01:00+02:00"),
    ],
)
def test_label_is_what_a_person_writes(clock: Clock, day: float, label: str):
    assert clock.label(day) == label


@pytest.mark.parametrize("date", [0, 1, 27, 28, 29, 240, 241])
def test_evening_is_evening_before_and_after_the_clocks_are_turned(date: int):
    clock = Clock(datetime(2025, 3, 1, 23, 0, tzinfo=UTC), "Europe/Oslo")
    evening = clock.moment(clock.day_of(date, 20.0))
    assert (evening.hour, evening.minute) == (20, 0)
    assert (evening.date() - clock.moment(0.0).date()).days == date


@pytest.mark.parametrize("clock", [Clock(), Clock(datetime(2025, 3, 1))])
def test_evening_without_a_zone_is_a_fraction_of_a_day(clock: Clock):
    assert clock.day_of(28, 18.0) == 28.75


def test_moment_knows_its_zone():
    moment = Clock(datetime(2026, 2, 28, 23), "Europe/Oslo").moment(1)
    assert moment.astimezone(UTC) == datetime(2026, 3, 1, 23, tzinfo=UTC)
    with pytest.raises(RecordError, match="no calendar"):
        Clock().moment(1)
