"""How much processor time it takes until something is there: `--help`, the version, a page that says an error.

Whole processes, in turn, each several times; the time of all cores together, as the clock, which is printed beside it,
tells little where other programs run. Python alone is timed with them. The second report finds what a first one, not
timed, left in a new folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

EXAMPLE = Path(__file__).parents[1] / "examples" / "simulated"
TABLES = (str(EXAMPLE / "responses.csv"), str(EXAMPLE / "doses.csv"))
UNKNOT = (sys.executable, "-m", "unknot")
RUNS = {
    "python, nothing": (sys.executable, "-c", "pass"),
    "import unknot": (sys.executable, "-c", "import unknot"),
    "unknot --help": (*UNKNOT, "--help"),
    "unknot report --help": (*UNKNOT, "report", "--help"),
    "unknot report of a table that is not there": (*UNKNOT, "report", "nothing.csv"),
    "unknot report, the second": (*UNKNOT, "report", *TABLES),
}


def seconds_of(command: Sequence[str]) -> tuple[float, float]:
    """Processor time (user and system) and time by the clock of one process, whatever it ends with."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, time.perf_counter() - begin


def main() -> None:
    """Time every run and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in RUNS}
    with TemporaryDirectory() as folder:
        os.environ["UNKNOT_CACHE"] = folder
        seconds_of(RUNS["unknot report, the second"])
        for _ in range(repeats):
            for name, command in RUNS.items():
                found[name].append(seconds_of(command))
    table = Table("seconds", "processor: fewest", "median", "most", "clock: fewest", "median", "most")
    for name, both in found.items():
        columns = zip(*both, strict=True)
        table.add_row(name, *(f"{value:.3f}" for each in columns for value in (min(each), median(each), max(each))))
    Console().print(table)
    Console().print(f"{repeats} runs each; {os.getloadavg()[0]:.1f} processes wanted a core")


if __name__ == "__main__":
    main()
