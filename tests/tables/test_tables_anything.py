"""Whatever the bytes are, a table is read or refused; it never breaks the reader."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.errors import RecordError
from unknot.tables.load import read_records

cells = st.one_of(
    st.sampled_from(
        [
            "2026-03-29T02:30",
            "2026-02-30",
            "2026-03-01T08:00Z",
            "1",
            "0,5",
            "9999-01-01",
            "1/13/2026",
            "46350",
        ]
    ),
    st.sampled_from(["time", "pain [1-5]", "person", "minutes", "stress (0-100)", "massage", "", '"', "sep=;"]),
    st.text(max_size=6),
)
lines = st.tuples(st.sampled_from(",;\t"), st.lists(cells, max_size=4)).map(lambda line: line[0].join(line[1]))
tables = st.one_of(
    st.binary(),
    st.lists(lines, max_size=5).map("\n".join),
    st.lists(lines, max_size=5).map(lambda rows: "\n".join(["time,person,pain", *rows])),
    st.lists(st.tuples(cells, cells), max_size=5).map(
        lambda rows: "\n".join(["time,pain", *(f'"{a}","{b}"' for a, b in rows)])
    ),
)
doses = st.lists(st.tuples(cells, cells, cells), max_size=3).map(
    lambda rows: "\n".join(["time,intervention,minutes", *(",".join(row) for row in rows)])
)


@settings(deadline=None)  # the first example reads the facts
@given(tables, doses, st.sampled_from([None, "Europe/Oslo"]))
def test_reads_or_refuses(answers: str | bytes, taken: str, time_zone: str | None):
    with tempfile.TemporaryDirectory() as folder, suppress(RecordError):
        paths = Path(folder, "responses.csv"), Path(folder, "doses.csv")
        paths[0].write_bytes(answers if isinstance(answers, bytes) else answers.encode())
        paths[1].write_text(taken, encoding="utf-8")
        assert read_records(*paths, time_zone=time_zone)
