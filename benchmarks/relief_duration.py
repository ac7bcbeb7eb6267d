"""How honest is what a report says about relief duration? Simulated clients with a known truth, in many worlds.

    python benchmarks/relief_duration.py --clients 60 --first-seed 1000

Every result is kept in a file as it comes; a run that was stopped goes on from there.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from relief.cells import CELLS
from relief.measure import measured
from relief.tables import markdown

from unknot.compiled_code import keep_compiled_code

Results = dict[str, list[dict[str, Any]]]


def read_results(path: Path) -> Results:
    """What was measured so far, by cell."""
    found: Results = defaultdict(list)
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["cell"]].append(row)
    return found


def run(path: Path, seeds: range, seconds: float) -> None:
    """Measure what is missing, a few clients of every cell at a time, until all are done or the time is up."""
    done = {(name, row["seed"]) for name, rows in read_results(path).items() for row in rows}
    start = time.process_time()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        for seed in seeds:
            for name, cell in CELLS.items():
                if (name, seed) in done:
                    continue
                if time.process_time() - start > seconds:
                    return
                row = {"cell": name, "seed": seed, "found": measured(cell, seed)}
                file.write(json.dumps(row) + "\n")
            file.flush()
            os.fsync(file.fileno())


def main() -> None:
    """Run and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=3, help="clients in each cell (3; the documented run: see docs)")
    parser.add_argument("--first-seed", type=int, default=0, help="seed of the first client of each cell (0)")
    parser.add_argument(
        "--results", type=Path, default=Path("out/relief_duration.jsonl"), help="where results are kept"
    )
    parser.add_argument("--seconds", type=float, default=3600.0, help="stop after this much processor time")
    options = parser.parse_args()
    keep_compiled_code()
    seeds = range(options.first_seed, options.first_seed + options.clients)
    run(options.results, seeds, options.seconds)
    print(markdown(read_results(options.results)))


if __name__ == "__main__":
    main()
