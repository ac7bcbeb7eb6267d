"""Pooling: what clients share is learned in rounds that move moments alone, whoever works and however often."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import numpy as np
import polars as pl
import pytest
from made_caseload import Tables, lived, rows, write

from unknot.caseload.engine import Local, Lost
from unknot.caseload.engine_processes import Processes
from unknot.caseload.formats import FEWEST
from unknot.caseload.pool import pool_caseload
from unknot.caseload.pool_results import SCHEMA, TABLE_FORMAT
from unknot.caseload.pool_words import sentences
from unknot.caseload.run import fit_caseload
from unknot.caseload.settings import Settings
from unknot.errors import UnknotError
from unknot.report.schemas import schema

FILES = ("pooled.parquet", "pooled.json")
PERSONS = ("Ann", "Bo", "Cy", "Dee", "Eve", "Flo", "Gus")


class Counting(Local):
    """Notes how often parts are worked on, and is interrupted, or loses a part, after some."""

    def __init__(self, interrupted_after: int | None = None, *, loses: bool = False) -> None:
        self.worked, self._limit, self._loses = 0, interrupted_after, loses

    def each(self, work, numbers, part_of) -> Iterator[tuple[int, bytes | Lost]]:
        for number, found in super().each(work, numbers, part_of):
            if self.worked == self._limit:
                if not self._loses:
                    raise KeyboardInterrupt
                found = Lost("a worker died")
            self.worked += 1
            yield number, found


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Tables:
    answers, doses = rows(PERSONS)
    doses[-1]["intervention"] = "tens"
    doses[-2]["person"] = "Hal, of whom there are no answers"
    return write(tmp_path_factory.mktemp("tables"), answers, doses)


@pytest.fixture(scope="module")
def engine() -> Counting:
    return Counting()


@pytest.fixture(scope="module")
def out(tables, engine, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    pool_caseload(tables.responses, tables.doses, folder, Settings(), engine)
    return folder


def _contents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


def test_clients_of_a_treatment_are_pooled_where_there_are_enough(out):
    told = json.loads((out / "pooled.json").read_text())
    jsonschema.validate(told, schema("caseload-pool"))
    massage, tens = told["interventions"]["massage"], told["interventions"]["tens"]
    assert (massage["clients"], massage["pooled"]) == (5, True)
    assert (tens["clients"], tens["pooled"]) == (1, False)
    assert FEWEST == 5
    half = massage["half_life_days"]
    assert half["next_client"]["lo"] < half["middle_client"]["lo"] < half["middle_client"]["median"]
    assert set(told["settings"]) == {"seed", "time_zone", "scales", "ignore"}


def test_every_client_of_it_has_a_row_and_nobody_else(out):
    found = pl.read_parquet(out / "pooled.parquet")
    assert found.schema == SCHEMA
    assert found["person"].to_list() == list(PERSONS[:5])
    assert found["sessions"].to_list() == [1] * 5
    assert ((found["half_life_days_lo"] < found["half_life_days_median"]) & (found["peak_lo"] < found["peak_hi"])).all()
    assert found["from_own_diary"].is_between(0, 1).all()
    assert pl.read_parquet_metadata(out / "pooled.parquet")["unknot_format"] == TABLE_FORMAT


def test_only_moments_move_before_the_estimates(out):
    lines = [
        json.loads(line)
        for path in (out / "pool").glob("round-*/*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    told = [line["found"] for line in lines if line["found"] is not None]
    assert len(told) < len(lines)
    for found in told:
        assert set(found) == {"trustworthy", "moments"}
        for moments in found["moments"].values():
            assert {name: len(numbers) for name, numbers in moments.items()} == {
                "size": 2,
                "log_half_life": 2,
                "logit_staying": 2,
            }


def test_clients_with_the_same_diary_differ_by_noise_of_their_own(tmp_path):
    """Noise that all share would add up, and only the three published clients hold against it."""
    answers, doses = rows(PERSONS[:1])
    tables = write(
        tmp_path,
        *([{**entry, "person": person} for person in PERSONS[:2] for entry in table] for table in (answers, doses)),
    )
    pool_caseload(tables.responses, tables.doses, tmp_path, Settings(), Local())
    lines = (tmp_path / "pool" / "round-1" / "000000.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = (json.loads(line)["found"]["moments"]["massage"]["log_half_life"] for line in lines)
    assert first != second
    assert first == pytest.approx(second, rel=0.3)


def test_a_client_whose_diary_ends_before_the_session_says_nothing_and_is_told_what_others_show(tmp_path):
    answers, doses = rows(PERSONS[:6])
    doses[5]["time"] = 20.0
    tables = write(tmp_path, answers, doses)
    told = pool_caseload(tables.responses, tables.doses, tmp_path, Settings(), Local())
    assert told["interventions"]["massage"]["clients"] == 5
    found = pl.read_parquet(tmp_path / "pooled.parquet")
    assert found["person"].to_list() == list(PERSONS[:6])


def test_an_interrupted_run_goes_on_and_ends_the_same(tables, out, engine, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        pool_caseload(tables.responses, tables.doses, tmp_path, Settings(), Counting(1))
    told: list[str] = []
    rest = Counting()
    pool_caseload(
        tables.responses, tables.doses, tmp_path, Settings(), rest, lambda title, done, of: told.append(title)
    )
    assert rest.worked == engine.worked - 1
    assert told[0] == "round 1"
    assert told[-1] == "estimates"
    assert _contents(tmp_path) == _contents(out)


def test_clients_whom_no_worker_survives_stop_the_pool(tables, tmp_path):
    with pytest.raises(UnknotError, match="Run the same command again"):
        pool_caseload(tables.responses, tables.doses, tmp_path, Settings(), Counting(0, loses=True))
    assert not (tmp_path / "pooled.json").exists()


def test_other_settings_are_refused(tables, out):
    with pytest.raises(UnknotError, match="different: settings"):
        pool_caseload(tables.responses, tables.doses, out, Settings(seed=3), Local())


def test_it_is_said_in_words(out):
    told = json.loads((out / "pooled.json").read_text())
    massage, tens = sentences({**told, "rests": True})
    assert massage.startswith("Massage, 5\N{NO-BREAK SPACE}clients: with the middle one a session takes about")
    assert "half of what fades is gone in about" in massage
    assert "Expected of the next client, for 8 of 10 such clients" in massage
    assert tens == "Nerve stimulation (TENS), 1\N{NO-BREAK SPACE}client: too few to say what they share; 5 are needed."
    assert sentences({**told, "rests": True, "failed": 2})[-1].startswith(
        "2\N{NO-BREAK SPACE}clients could not be fitted"
    )
    rough = sentences({**told, "rests": False, "rounds": [0.5, 0.1]})[-1]
    assert rough.startswith("After 2\N{NO-BREAK SPACE}rounds the figures still moved by 10\N{NO-BREAK SPACE}%")


def test_without_a_session_there_is_nothing_to_pool_and_it_is_said(tables, tmp_path):
    told = pool_caseload(tables.responses, None, tmp_path, Settings(), Local())
    assert (told["interventions"], told["rests"]) == ({}, True)
    assert pl.read_parquet(tmp_path / "pooled.parquet").is_empty()
    assert sentences(told) == ["Nobody who could be fitted has a session, so there is nothing to pool."]


@pytest.mark.slow
def test_worker_processes_give_the_same_bytes_as_one(tmp_path, monkeypatch):
    # Every round starts its workers anew; two say as much as six. Dask goes the same way, and is tested with fits.
    monkeypatch.setattr("unknot.caseload.pool.MOST_ROUNDS", 2)
    tables = lived(tmp_path, 20)
    found = []
    for name, engine in (("local", Local()), ("processes", Processes(2))):
        pool_caseload(tables.responses, tables.doses, tmp_path / name, Settings(), engine)
        found.append(_contents(tmp_path / name))
    assert found[1] == found[0]


@pytest.mark.slow
def test_many_clients_sharpen_what_is_said_of_each(tmp_path):
    """Eighty clients around a half-life of two days, who differ less than the published prior expects."""
    generator = np.random.default_rng(3)
    truth = {f"C{i}": float(2.0 * math.exp(0.45 * generator.standard_normal())) for i in range(80)}
    tables = lived(tmp_path, 80, half_lives=list(truth.values()))
    fit_caseload(tables.responses, tables.doses, tmp_path / "out", Settings(), Processes(2))
    told = pool_caseload(tables.responses, tables.doses, tmp_path / "out", Settings(), Processes(2))
    own, pooled = (pl.read_parquet(tmp_path / "out" / f"{name}.parquet").sort("person") for name in ("fits", "pooled"))
    true = np.log([truth[person] for person in pooled["person"]])

    def error(table):
        return math.sqrt(np.mean((np.log(table["half_life_days_median"].to_numpy()) - true) ** 2))

    def width(table):
        return np.median(np.log(table["half_life_days_hi"].to_numpy() / table["half_life_days_lo"].to_numpy()))

    assert error(pooled) < 0.9 * error(own)
    assert width(pooled) < 0.8 * width(own)
    covered = (np.log(pooled["half_life_days_lo"].to_numpy()) < true) & (
        true < np.log(pooled["half_life_days_hi"].to_numpy())
    )
    assert covered.mean() > 0.7
    half = told["interventions"]["massage"]["half_life_days"]["middle_client"]
    spread = math.log(half["hi"] / half["lo"])
    assert abs(math.log(half["median"] / 2.0)) < spread
