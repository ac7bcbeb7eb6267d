"""How far our trajectories are from those of libRoadRunner (CVODE) on the exported model: docs/verification.md.

A person whom nothing happens to, and one who lives through doses; the error of every state and readout as a share of
its own largest size in the reference, at steps so fine that ours has converged, and at those of experiments.
"""

from __future__ import annotations

import argparse
import time

from rich.console import Console
from rich.table import Table

from unknot.compiled_code import keep_compiled_code
from unknot.exchange.outside_check import CASES, difference, ours, reference, typical


def main() -> None:
    """Run the cases that were asked for and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", default=list(CASES), help="keys of the cases; all when left out")
    wanted = parser.parse_args().cases
    keep_compiled_code()
    model = typical()
    console = Console(width=150)
    table = Table("case", "pace", "intensity", "worst", "of", "CPU s")
    for name in wanted:
        case = CASES[name]
        begun = time.process_time()
        true = reference(model, case)
        console.print(f"{name}: the reference took {time.process_time() - begun:.1f} s of processor time")
        for words, pace in (("fine", case.fine), ("usual", case.usual)):
            begun = time.process_time()
            found = difference(ours(model, case, pace), true)
            spent = time.process_time() - begun
            row = (f"{found.intensity:.1e}", f"{found.worst:.1e}", found.quantity, f"{spent:.1f}")
            table.add_row(case.title, words, *row)
    console.print(table)


if __name__ == "__main__":
    main()
