"""How long a second `unknot report` takes, beside importing JAX alone and a plain regression on the same diary.

Whole processes are timed from start to end, in turn, so that what else the machine does hits all of them alike; the
compile cache is filled by a first report that is not counted. Fitting is timed inside one process: its first fit
loads compiled code from the cache, the others have it in memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from unknot.model.virtual_client import Protocol, virtual_client
from unknot.tables.write import write_doses, write_responses

PROCESSES = Path(__file__).parent / "processes"
DIARY = Protocol(days=90, gap=7, answered=1.0)
WHOLE, FITTING = "unknot report", "fitting, in memory"
TARGETS = {WHOLE: 6.0, FITTING: 2.0}


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one run: by the clock on the wall, and of all cores together."""

    wall: float
    cores: float


def timed(command: Sequence[str]) -> Timing:
    """Run a process to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Timing(wall, used.ru_utime + used.ru_stime)


def write_diary(folder: Path) -> tuple[str, str]:
    """A simulated client: 90 days with an answer each and 12 sessions."""
    client = virtual_client(0, DIARY)
    tables = folder / "responses.csv", folder / "doses.csv"
    write_responses(client.record, tables[0])
    write_doses(client.record, tables[1])
    return str(tables[0]), str(tables[1])


def measure(tables: tuple[str, str], repeats: int) -> dict[str, list[Timing]]:
    """Every process in turn, and fitting inside one."""
    commands = {
        WHOLE: [sys.executable, "-m", "unknot", "report", *tables],
        "import JAX": [sys.executable, str(PROCESSES / "import_jax.py")],
        "AR(1) + dose": [sys.executable, str(PROCESSES / "regression.py"), *tables],
    }
    timed(commands[WHOLE])
    found: dict[str, list[Timing]] = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            found[name].append(timed(command))
    fitting = [sys.executable, str(PROCESSES / "fitting.py"), *tables, str(repeats)]
    first, *others = json.loads(subprocess.run(fitting, capture_output=True, text=True, check=True).stdout)
    return {**found, "fitting, from cache": [Timing(*first)], FITTING: [Timing(*each) for each in others]}


def show(found: dict[str, list[Timing]], console: Console) -> None:
    """Print one row for each thing measured; where other programs run, all cores together tell more than the clock."""
    table = Table(title=f"90 days, 1 answer a day, 12 sessions; {os.cpu_count()} cores; seconds")
    for column in ("", "fewest", "median", "most", "all cores", "report ÷ this", "by cores", "target"):
        table.add_column(column, justify="left" if not column else "right")
    whole, whole_cores = (median(getattr(timing, kind) for timing in found[WHOLE]) for kind in ("wall", "cores"))
    for name, timings in found.items():
        walls = [timing.wall for timing in timings]
        cores = median(timing.cores for timing in timings)
        numbers = (f"{value:.2f}" for value in (min(walls), median(walls), max(walls)))
        ratios = f"{whole / median(walls):.2f}", f"{whole_cores / cores:.2f}"
        target = f"{TARGETS[name]:.0f}" if name in TARGETS else ""
        table.add_row(name, *numbers, f"{cores:.2f}", *ratios, target)
    console.print(table)
    if hasattr(os, "getloadavg"):
        console.print(f"Processes that wanted a core in the last five minutes: {os.getloadavg()[1]:.1f} on average.")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=7, help="how often each is run (7)")
    repeats = parser.parse_args().repeats
    with tempfile.TemporaryDirectory() as folder:
        os.environ["UNKNOT_CACHE"] = str(Path(folder) / "compiled")
        show(measure(write_diary(Path(folder)), repeats), Console(width=100))


if __name__ == "__main__":
    main()
