"""What a run wrote is read as it was written, and whatever else is given is refused with what to do."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
from closed_schemas import closed

from unknot.caseload.formats import POOLED, SUMMARY
from unknot.caseload.pool_words import sentences
from unknot.caseload.read import LARGEST, read_pooled, read_summary
from unknot.caseload.row import FAILURES, SCHEMA
from unknot.caseload.summary import summary_of
from unknot.errors import RecordError
from unknot.report.answer import LEARNED, NOT_ENOUGH
from unknot.report.schemas import schema

MADE_FROM = {
    "data": {"responses_sha256": "a" * 64, "doses_sha256": None},
    "settings": {"seed": 0, "time_zone": "Europe/Oslo", "scales": {"stress": "1-5"}, "ignore": ["note"]},
    "versions": {"unknot": "0.1.0", "jax": "0.10.2"},
}
POOL = {"format": POOLED, "rounds": [], "rests": False, "failed": 0, "interventions": {}, **MADE_FROM}
WITHOUT_TABLES = """
import sys
sys.modules["polars"] = None
from unknot.caseload import pool_words, read, scale
from unknot.web import science_of_caseload
print("jax" in sys.modules)
"""


@pytest.fixture(scope="module")
def summary():
    found = {"median": 2.0, "lo": 1.0, "hi": 4.0}
    told = {"intervention": "massage", "verdict": LEARNED, "half_life_days": found, "peak": found}
    rows = [
        {"person": "Ann", "trustworthy": True, "verdict": LEARNED, "relief": [told]},
        {"person": "Bo", "trustworthy": False, "verdict": NOT_ENOUGH, "relief": [told | {"verdict": NOT_ENOUGH}]},
        {"person": "Cy", "trustworthy": True, "verdict": None, "relief": []},
    ]
    failures = pl.DataFrame([{"person": "Dee", "kind": "diary", "message": "Row 3"}], schema=FAILURES)
    return summary_of(pl.DataFrame(rows, schema=SCHEMA), failures, MADE_FROM)


def _written(body) -> bytes:
    return json.dumps(body).encode()


def test_a_summary_holds_what_its_schema_says_and_nothing_else(summary):
    jsonschema.validate(json.loads(_written(summary)), closed(schema("caseload")))
    assert summary["failed_by_kind"] == {"diary": 1}


def test_what_was_written_is_read(summary):
    assert read_summary(b"\xef\xbb\xbf" + _written(summary), "summary.json") == summary
    assert read_pooled(_written(POOL), "pooled.json", summary) == POOL


def test_what_a_later_version_adds_is_passed_over(summary):
    later = {**summary, "further": 1}
    assert read_summary(_written(later), "summary.json") == later


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PAR1\x15\x04", "a table with a row for each client"),
        (b" " * (LARGEST + 1), "too large"),
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"format": "unknot-caseload/1", "clients": 1e999}', "no JSON"),
        (b'{"format": "unknot-caseload/1", "clients": NaN}', "no JSON"),
        (b'{"format": "unknot-caseload/1", "clients": ' + b"9" * 5000 + b"}", "no JSON"),
        (b'{"format": "unknot-caseload/1", "text": "\\u0000"}', "no JSON"),
        (b'{"format": "unknot-caseload/1", "text": "\\ud800"}', "no JSON"),
        (b"[1]", "not what is wanted"),
        (b'{"format": "unknot-report/1"}', "not what is wanted"),
        (b'{"format": "unknot-caseload/2"}', "newer Unknot"),
        (b'{"format": "unknot-caseload/1"}', "does not hold what its format promises"),
    ],
)
def test_anything_else_is_refused_with_its_name_and_what_to_do(content, what):
    with pytest.raises(RecordError, match=what) as refused:
        read_summary(content, "mine.dat")
    assert refused.value.given.startswith("mine.dat")
    assert refused.value.todo


def test_the_files_in_each_others_place_are_told_apart(summary):
    with pytest.raises(RecordError, match="not what is wanted") as refused:
        read_summary(_written(POOL), "pooled.json")
    assert refused.value.given == f"pooled.json, {POOLED}"
    with pytest.raises(RecordError, match=SUMMARY):
        read_pooled(_written(summary), "summary.json", summary)


def test_what_the_clients_share_belongs_to_the_same_run(summary):
    other = {**POOL, "data": {"responses_sha256": "b" * 64, "doses_sha256": None}}
    with pytest.raises(RecordError, match="different runs"):
        read_pooled(_written(other), "pooled.json", summary)


def test_a_treatment_that_is_pooled_has_all_its_figures(summary):
    half_there = {**POOL, "interventions": {"massage": {"clients": 9, "left_out": 0, "pooled": True}}}
    with pytest.raises(RecordError, match="promises"):
        read_pooled(_written(half_there), "pooled.json", summary)


@given(data=st.data())
def test_what_is_read_can_be_said(data, summary):
    """Whatever is changed in a file, it is refused or its sentences can be said."""
    around = {"lo": 1.0, "median": 2.0, "hi": 4.0}
    quantity = dict.fromkeys(("middle_client", "next_client", "published"), around)
    massage = {"clients": 9, "left_out": 1, "pooled": True}
    massage |= dict.fromkeys(("peak", "half_life_days", "share_that_stays"), quantity)
    body = copy.deepcopy({**POOL, "rounds": [0.1], "interventions": {"massage": massage}})
    where, path = body, ["interventions", "massage", "half_life_days", "middle_client", "median"]
    depth = data.draw(st.integers(1, len(path)))
    for key in path[: depth - 1]:
        where = where[key]
    key = data.draw(st.sampled_from(sorted(where)))
    if data.draw(st.booleans()):
        del where[key]
    else:
        where[key] = data.draw(st.sampled_from([None, True, -1, 0, 1e300, 10**20, "text", [], {}, {"massage": {}}]))
    try:
        read = read_pooled(_written(body), "pooled.json", summary)
    except RecordError:
        return
    assert all(sentences(read))


def test_reading_and_saying_it_needs_no_tables_and_no_numerics():
    ended = subprocess.run([sys.executable, "-c", WITHOUT_TABLES], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"
