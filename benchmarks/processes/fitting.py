"""A process that fits one diary again and again, and prints what each fit took as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from unknot.compiled_code import keep_compiled_code
from unknot.inference.individual import fit
from unknot.tables.load import read_records


def main(responses: str, doses: str, repeats: str) -> None:
    """Fit as often as told, from the same seed; seconds by the clock and of all cores together."""
    keep_compiled_code()
    record = read_records(Path(responses), Path(doses))[0]
    seconds: list[tuple[float, float]] = []
    for _ in range(int(repeats) + 1):
        wall, cores = time.perf_counter(), time.process_time()
        fit(record)
        seconds.append((time.perf_counter() - wall, time.process_time() - cores))
    print(json.dumps(seconds))


main(*sys.argv[1:])
