"""The study's results as tables in Markdown, each shortfall marked with its sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from relief.cells import CELLS

LEAST_COVERAGE, MOST_WRONG, MOST_FALSE = 0.70, 0.10, 0.05
Found = Sequence[Mapping[str, Any]]
COLUMNS: Mapping[str, Callable[[str, Found], str]] = {
    "clients": lambda name, found: str(len(found)),
    "median half-life, bias": lambda name, found: _bias(name, found),
    "80 % covers": lambda name, found: _share(found, "half80", least=LEAST_COVERAGE),
    "90 % covers": lambda name, found: _share(found, "half90"),
    "interval hi/lo": lambda name, found: f"{np.median([row['ratio'] for row in found]):.1f}",
    "peak: median, covers": lambda name, found: f"{_median(found, 'peak'):.2f}, {_share(found, 'peak80')}",
    "stays: median, covers": lambda name, found: f"{_median(found, 'stays'):.2f}, {_share(found, 'stays80')}",
    "left after 1, 3, 7 d covers": lambda name, found: _curve(found),
    "“learned”": lambda name, found: _share(found, "learned"),
    "“learned” and wrong": lambda name, found: _wrong(name, found),
}


def markdown(results: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """One table for each group of cells."""
    groups = dict.fromkeys(cell.group for cell in CELLS.values())
    return "\n\n".join(_table(group, results) for group in groups)


def _table(group: str, results: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    lines = [f"### {group}", "", "| | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, cell in CELLS.items():
        found = [row["found"] for row in results.get(name, ()) if row["found"] is not None]
        if cell.group == group and found:
            lines.append(f"| {name} | " + " | ".join(column(name, found) for column in COLUMNS.values()) + " |")
    return "\n".join(lines)


def _median(found: Found, key: str) -> float:
    return float(np.median([row[key] for row in found]))


def _share(found: Found, key: str, least: float = 0.0) -> str:
    values = [row[key] for row in found if row[key] is not None]
    if not values:
        return "–"
    share = float(np.mean(values))
    return f"{share:.2f}" + (f" **({share - least:+.2f})**" if share < least else "")


def _bias(name: str, found: Found) -> str:
    truth = CELLS[name].world.half_life
    median = _median(found, "median")
    return f"{median:.1f} d" if truth is None else f"{median:.1f} d, {100 * (median / truth - 1):+.0f} %"


def _curve(found: Found) -> str:
    values = [row["curve80"] for row in found if row["curve80"] is not None]
    return ", ".join(f"{share:.2f}" for share in np.mean(values, axis=0)) if values else "–"


def _wrong(name: str, found: Found) -> str:
    """Learned though the interval misses the half-life; where there is no half-life, learned at all."""
    nothing = CELLS[name].world.peak == 0
    wrong = float(np.mean([row["learned"] and not row["half80"] for row in found]))
    most = MOST_FALSE if nothing else MOST_WRONG
    return f"{wrong:.2f}" + (f" **({wrong - most:+.2f})**" if wrong > most else "")
