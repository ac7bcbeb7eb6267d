"""Half-lives by the quick engine beside NUTS, on simulated clients: the quantiles of each, and the worst difference."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.model.virtual_client import Protocol, virtual_client

HALF_LIFE = "relief_massage.half_life"
PROBABILITIES = (0.1, 0.5, 0.9)
RUNS = 8
"""Of the quick engine, pooled: one is worth some 200 draws, too few to see a bias of 15 % in a tail."""


def quantiles(draws: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The quantiles of weighted draws [day]."""
    return np.array([weighted_quantile(draws, weights, p) for p in PROBABILITIES])


def compared(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The quantiles of one client's half-life by NUTS and by the quick engine [day]."""
    record = virtual_client(seed, Protocol(days=56, asked=("pain",)), half_life=3.0, peak=3.0).record
    slow = fit(record, engine="nuts", seed=1)
    quick = [fit(record, seed=run) for run in range(RUNS)]
    draws = np.concatenate([one.parameters[HALF_LIFE] for one in quick])
    weights = np.concatenate([one.weights for one in quick]) / RUNS
    return quantiles(slow.parameters[HALF_LIFE], slow.weights), quantiles(draws, weights)


def _shown(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=10)
    table = Table("client", "NUTS, 10/50/90 % [day]", "quick engine", "worst difference")
    for seed in range(40, 40 + parser.parse_args().clients):
        wanted, found = compared(seed)
        table.add_row(str(seed), _shown(wanted), _shown(found), f"{np.max(np.abs(found / wanted - 1)):.1%}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
