"""The same bytes on every engine, with any number of workers, and when one of them is killed in the middle."""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import distributed
import polars as pl
import pytest
from made_caseload import Tables, lived
from made_work import Errand, square

from unknot.caseload.engine import Engine, Local, Lost
from unknot.caseload.engine_dask import Dask
from unknot.caseload.engine_processes import Processes
from unknot.caseload.run import fit_caseload
from unknot.caseload.settings import Settings

CLIENTS = 40
FILES = ("fits.parquet", "failures.parquet", "summary.json")


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Tables:
    return lived(tmp_path_factory.mktemp("lived"), CLIENTS)


@pytest.fixture(scope="module")
def alone(tables, tmp_path_factory) -> list[bytes]:
    return _run(tables, tmp_path_factory.mktemp("alone"), Local())


@pytest.fixture
def beside(monkeypatch) -> dict[str, int]:
    """How many other parts Dask works on or holds when it is handed one, once those that came back were let go."""
    counted: dict[str, int] = {}
    plain = Dask.client

    @contextmanager
    def watched(engine):
        with plain(engine) as client:
            submit = client.submit

            def held() -> int:
                return sum(future.status != "error" for future in list(client.futures.values()))

            def counting(*args, key, **options):
                patience = time.monotonic() + 5
                while held() and "alone" in key and time.monotonic() < patience:
                    time.sleep(0.05)
                counted[key] = held()
                return submit(*args, key=key, **options)

            client.submit = counting
            yield client

    monkeypatch.setattr(Dask, "client", watched)
    return counted


def _run(tables: Tables, out: Path, engine: Engine, told=lambda done, total: None) -> list[bytes]:
    fit_caseload(tables.responses, tables.doses, out, Settings(), engine, told)
    return [(out / name).read_bytes() for name in FILES]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_worker_processes_give_the_same_bytes(tables, alone, tmp_path, workers):
    assert _run(tables, tmp_path, Processes(workers)) == alone


@pytest.mark.slow
def test_a_cluster_started_here_gives_the_same_bytes(tables, alone, tmp_path):
    assert _run(tables, tmp_path, Dask(workers=2)) == alone


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_costs_time_alone(tables, alone, tmp_path):
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=True
    ) as cluster:
        killed: list[int] = []

        def kill_one(done: int, total: int) -> None:
            if 0 < done < total and not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        assert _run(tables, tmp_path, Dask(cluster.scheduler_address), kill_one) == alone
        assert killed
        assert len(pl.read_parquet(tmp_path / "fits.parquet")) == CLIENTS


@pytest.mark.slow
def test_dask_gives_up_only_the_part_that_kills_workers_when_it_is_alone_in_their_hands(beside):
    found = dict(Dask(workers=2).each(square, range(5), lambda n: Errand(n, deadly=n == 3)))
    assert isinstance(found.pop(3), Lost)
    assert found == {0: 0, 1: 1, 2: 4, 4: 16}
    alone = {key: others for key, others in beside.items() if "alone" in key}
    assert any(key.endswith("-alone-3") for key in alone)
    assert set(alone.values()) == {0}
