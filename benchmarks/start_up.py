"""How much processor time it takes until something is there: `--help`, the version, a page that says an error.

Whole processes, in turn, each several times; the time of all cores together, as the clock tells nothing where other
programs run. Python alone is timed beside them. A second report is timed by `benchmarks/report.py`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

from rich.console import Console
from rich.table import Table

UNKNOT = (sys.executable, "-m", "unknot")
RUNS = {
    "python, nothing": (sys.executable, "-c", "pass"),
    "import unknot": (sys.executable, "-c", "import unknot"),
    "unknot --help": (*UNKNOT, "--help"),
    "unknot report --help": (*UNKNOT, "report", "--help"),
    "unknot report of a table that is not there": (*UNKNOT, "report", "nothing.csv"),
}


def processor_seconds(command: Sequence[str]) -> float:
    """User and system time of one run of a process, whatever it ends with."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Time every run and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    found: dict[str, list[float]] = {name: [] for name in RUNS}
    for _ in range(repeats):
        for name, command in RUNS.items():
            found[name].append(processor_seconds(command))
    table = Table("processor time, s", "fewest", "median", "most")
    for name, seconds in found.items():
        table.add_row(name, *(f"{value:.3f}" for value in (min(seconds), median(seconds), max(seconds))))
    Console().print(table)
    Console().print(f"{repeats} runs each; {os.getloadavg()[0]:.1f} processes wanted a core")


if __name__ == "__main__":
    main()
