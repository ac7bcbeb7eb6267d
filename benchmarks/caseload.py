"""What a caseload costs on each engine and with each number of workers: clock, processor time, memory, bytes.

Every client is simulated: 90 days, 12 sessions, 70 % of evenings answered. Starting workers and loading compiled code
are counted; a first run that fills the caches of compiled code is not. Compare ratios within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

DIARIES = {"pain alone": ("pain",), "pain, sleep, stress, mood": ("pain", "sleep_quality", "stress", "mood")}
_ONE = """
import json, resource, sys, time
from pathlib import Path
from unknot.compiled_code import keep_compiled_code
def main():
    keep_compiled_code()
    from unknot.caseload.engine import Local, prepare_worker
    from unknot.caseload.run import fit_caseload
    from unknot.caseload.settings import Settings
    name, workers, folder, out = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    if name == "local":
        prepare_worker()
        engine = Local()
    elif name == "processes":
        from unknot.caseload.engine_processes import Processes
        engine = Processes(workers)
    else:
        from unknot.caseload.engine_dask import Dask
        engine = Dask(workers=workers)
    start = time.perf_counter()
    fit_caseload(folder / "responses.parquet", folder / "doses.parquet", out, Settings(), engine)
    wall = time.perf_counter() - start
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cores = sum(use.ru_utime + use.ru_stime for use in (own, children))
    print(json.dumps({"wall": wall, "cores": cores, "own": own.ru_maxrss, "worker": children.ru_maxrss}))
if __name__ == "__main__":
    main()
"""


def make_tables(folder: Path, clients: int, asked: Sequence[str]) -> None:
    """The tables of simulated clients as Parquet."""
    from unknot.model.virtual_client import Protocol, virtual_client

    answers: list[dict[str, Any]] = []
    doses: list[dict[str, Any]] = []
    for seed in range(clients):
        record = virtual_client(seed, Protocol(answered=0.7, asked=tuple(asked))).record
        by_day: dict[float, dict[str, Any]] = {}
        for entry in record.responses:
            by_day.setdefault(entry.day, {"person": f"C{seed}", "time": entry.day})[entry.instrument] = entry.value
        answers += by_day.values()
        doses += [
            {"person": f"C{seed}", "time": dose.day, "intervention": dose.intervention, "minutes": dose.minutes}
            for dose in record.doses
        ]
    folder.mkdir(parents=True)
    for name, rows in (("responses", answers), ("doses", doses)):
        pl.DataFrame(rows, infer_schema_length=None).write_parquet(folder / f"{name}.parquet")


def run_once(engine: str, workers: int, folder: Path, out: Path) -> dict[str, float]:
    """One run in a fresh process."""
    script = folder / "one.py"
    script.write_text(_ONE, encoding="utf-8")
    command = [sys.executable, str(script), engine, str(workers), str(folder), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def bytes_each(folder: Path, out: Path, clients: int) -> dict[str, float]:
    """Bytes for each client: read, sent to a worker, sent back, and kept in the table of fits."""
    from unknot.caseload.part import Caseload
    from unknot.caseload.settings import Settings
    from unknot.caseload.table import read_caseload_table

    tables = [folder / f"{name}.parquet" for name in ("responses", "doses")]
    answers, doses = (read_caseload_table(path) for path in tables)
    caseload = Caseload.of(answers, doses, Settings())
    sent = sum(len(pickle.dumps(caseload.part(number))) for number in range(len(caseload.parts)))
    memory = sum(table.frame.estimated_size() for table in (answers, doses))
    back = sum(path.stat().st_size for path in (out / "parts").glob("*.jsonl"))
    found = {"read": sum(path.stat().st_size for path in tables), "in memory": memory, "sent": sent, "sent back": back}
    found["table of fits"] = (out / "fits.parquet").stat().st_size
    return {name: count / clients for name, count in found.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=200, help="how many are fitted (200)")
    clients = parser.parse_args().clients
    cores = os.cpu_count() or 1
    runs = [("local", 1), *(("processes", workers) for workers in range(1, cores + 1)), ("dask", cores)]
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as place:
        for title, asked in DIARIES.items():
            folder = Path(place) / title.replace(", ", "_").replace(" ", "_")
            make_tables(folder, clients, asked)
            run_once("local", 1, folder, folder / "first")
            table = Table(title=f"{clients} clients, {title}; seconds")
            for column in ("engine", "workers", "clock", "all cores", "cores ÷ client", "× one process", "worker MB"):
                table.add_column(column, justify="left" if column == "engine" else "right")
            one = 0.0
            for engine, workers in runs:
                found = run_once(engine, workers, folder, folder / f"{engine}{workers}")
                one = found["wall"] if (engine, workers) == ("processes", 1) else one
                faster = f"{one / found['wall']:.2f}" if one else ""
                memory = found["own" if engine == "local" else "worker"] / 1024
                cells = (found["wall"], found["cores"], found["cores"] / clients)
                table.add_row(engine, str(workers), *(f"{cell:.3g}" for cell in cells), faster, f"{memory:.0f}")
            console.print(table)
            for name, count in bytes_each(folder, folder / "first", clients).items():
                console.print(f"Bytes for each client, {name}: {count:,.0f}")
    console.print(f"Processes that wanted a core in the last minute: {os.getloadavg()[0]:.1f} on average.")


if __name__ == "__main__":
    main()
