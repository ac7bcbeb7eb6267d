"""What is written reads back as the same record."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.errors import RecordError
from unknot.records import Clock, Dose, Record, Response
from unknot.tables.load import read_records, write_doses, write_responses
from unknot.tables.scale import Scale
from unknot.tables.zones import to_utc

texts = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=8).map(str.strip)
zones = st.sampled_from([None, "UTC", "Europe/Oslo", "America/St_Johns", "Australia/Lord_Howe"])
values = st.one_of(st.integers(0, 10).map(float), st.integers(0, 1000).map(lambda n: n / 100), st.floats(0, 10))


@st.composite
def timelines(draw: st.DrawFn):
    """A clock as reading gives it, and days on it of which the first is day 0."""
    if draw(st.booleans()):
        return Clock(), st.floats(-10_000, 10_000)
    zone = draw(zones)
    midnight = datetime(2026, 1, 1) + timedelta(days=draw(st.integers(0, 365)))
    origin = to_utc(midnight, zone) if zone else midnight
    microseconds = st.integers(0, 20_000 * 86_400_000_000)
    return Clock(origin, zone), microseconds.map(lambda count: count / 86_400_000_000)


@st.composite
def records(draw: st.DrawFn) -> Record:
    clock, days = draw(timelines())
    moments = sorted(draw(st.sets(days, min_size=1, max_size=6)) | ({0.0} if clock.origin else set()))
    pain = [Response(day, "pain", draw(values)) for day in moments]
    stress = [Response(day, "stress", draw(values)) for day in moments if draw(st.booleans())]
    steps = {name: draw(st.one_of(st.just(2.5), st.just(10 / 6), st.floats(0.01, 10))) for name in ("pain", "stress")}
    doses = draw(
        st.lists(
            st.builds(
                Dose,
                st.sampled_from(moments),
                st.sampled_from(["massage", "cold_plunge"]),
                st.floats(1, 1440),
                st.none() | st.floats(0, 10),
                texts,
            ),
            max_size=4,
            unique=True,
        )
    )
    answered = {response.instrument for response in (*pain, *stress)}
    resolutions = {name: step for name, step in steps.items() if name in answered}
    return Record(draw(texts.filter(bool)), (*pain, *stress), tuple(doses), clock, resolutions, notices=())


def there_and_back(record: Record) -> Record:
    with tempfile.TemporaryDirectory() as folder:
        responses, doses = Path(folder, "responses.csv"), Path(folder, "doses.csv")
        write_responses(record, responses)
        write_doses(record, doses)
        (again,) = read_records(responses, doses)
    return again


def without_notices(record: Record) -> Record:
    return Record(record.person, record.responses, record.doses, record.clock, record.resolutions)


@settings(deadline=None)  # the first example reads the facts
@given(records())
def test_record_reads_back_equal(record: Record):
    assert without_notices(there_and_back(record)) == record


@pytest.mark.parametrize(
    ("table", "options"),
    [
        ("time,pain,stress [1-5]\n2026-03-28,3,1\n2026-03-29,4,3\n", {"time_zone": "Europe/Oslo"}),
        ("time,pain,stress [1-7]\n2026-03-28T08:00Z,3,2\n2026-03-29T08:00Z,4,7\n", {}),
        ("time,pain\n3,30\n4,41\n4,43\n", {"scales": {"pain": Scale(0, 100)}}),
    ],
)
def test_record_that_was_read_reads_back_equal(read_one, table: str, options: dict):
    record = without_notices(read_one(table, **options))
    assert without_notices(there_and_back(record)) == record


def test_what_the_tables_look_like(tmp_path: Path):
    record = Record(
        "Ada",
        (Response(0.5, "pain", 3), Response(0.5, "stress", 2.5), Response(1.5, "pain", 4)),
        (Dose(0.25, "massage", 60, None, "neck, back"),),
        Clock(datetime(2026, 3, 1)),
        {"pain": 1, "stress": 2.5},
    )
    write_responses(record, tmp_path / "responses.csv")
    write_doses(record, tmp_path / "doses.csv")
    assert (tmp_path / "responses.csv").read_text().splitlines() == [
        "time,person,pain,stress [0-10 step 2.5]",
        "2026-03-01T12:00:00,Ada,3,2.5",
        "2026-03-02T12:00:00,Ada,4,",
    ]
    assert (tmp_path / "doses.csv").read_text().splitlines() == [
        "time,person,intervention,minutes,intensity,note",
        '2026-03-01T06:00:00,Ada,massage,60,,"neck, back"',
    ]


def test_answers_that_cannot_be_told_apart_are_not_written(tmp_path: Path):
    record = Record("Ada", (Response(1, "pain", 3), Response(1, "pain", 3)))
    with pytest.raises(RecordError, match="same answers twice"):
        write_responses(record, tmp_path / "responses.csv")
