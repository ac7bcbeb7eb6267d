"""How many answers does asking at chosen times need, beside every evening and random times? Simulated clients.

    python benchmarks/asking.py --clients 240 --results out/asking.jsonl

Every client is kept in a file as they come; a run that was stopped goes on from there.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from questions.clients import simulated_client
from questions.policies import RULES, followed

from unknot.compiled_code import keep_compiled_code
from unknot.model.exposure import Numbers

RESAMPLED = 2000


def run(path: Path, clients: int) -> list[dict[str, Any]]:
    """Measure the clients that are not in the file yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    done = {row["seed"] for row in rows}
    with path.open("a", encoding="utf-8") as file:
        for seed in range(clients):
            if seed in done:
                continue
            client = simulated_client(seed)
            row = {"seed": seed, **{name: followed(rule, client, seed) for name, rule in RULES.items()}}
            rows.append(row)
            file.write(json.dumps(row) + "\n")
            file.flush()
    return rows


def curves(rows: list[dict[str, Any]], name: str, key: str) -> Numbers:
    """One number a week for every client, shape (clients, weeks)."""
    return np.asarray([[float(week[key]) for week in row[name]] for row in rows])


def needed(answers: Numbers, widths: Numbers, wanted: float) -> float:
    """Answers after which the mean width first falls to the one wanted; infinite where it does not."""
    steady = np.minimum.accumulate(widths)
    if steady[-1] > wanted:
        return float("inf")
    return float(np.interp(-wanted, -steady, answers))


def ratios(rows: list[dict[str, Any]], other: str) -> Numbers:
    """Answers that the other rule needs for each of the chosen times, for the narrowest width that both reach."""
    generator = np.random.default_rng(0)
    width = {name: curves(rows, name, "log_width") for name in (other, "chosen")}
    count = {name: curves(rows, name, "answers").mean(axis=0) for name in (other, "chosen")}
    found = []
    for sample in range(RESAMPLED + 1):
        drawn = generator.integers(0, len(rows), len(rows)) if sample else np.arange(len(rows))
        own, their = width["chosen"][drawn].mean(axis=0), width[other][drawn].mean(axis=0)
        wanted = max(own.min(), their.min())
        found.append(needed(count[other], their, wanted) / needed(count["chosen"], own, wanted))
    return np.asarray(found)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=4, help="simulated clients (4; the documented run: see docs)")
    parser.add_argument("--results", type=Path, default=Path("out/asking.jsonl"), help="where results are kept")
    options = parser.parse_args()
    keep_compiled_code()
    rows = run(options.results, options.clients)
    print(f"{len(rows)} simulated clients, nine weekly sessions\n")
    print("| Rule | answers | width after 3, 6, 9 sessions (log) | interval holds the truth | median log error |")
    print("|---|---|---|---|---|")
    for name in RULES:
        width = curves(rows, name, "log_width").mean(axis=0)
        shown = ", ".join(f"{width[week]:.2f}" for week in (2, 5, 8))
        answers, holds = curves(rows, name, "answers")[:, -1].mean(), curves(rows, name, "holds")[:, -1].mean()
        error = float(np.median(curves(rows, name, "error")[:, -1]))
        print(f"| {name} | {answers:.1f} | {shown} | {holds:.0%} | {error:.2f} |")
    for other in ("daily", "random"):
        found = ratios(rows, other)
        low, high = np.quantile(found[1:], (0.025, 0.975))
        print(f"\nAnswers '{other}' needs for each chosen one: {found[0]:.2f} (95 %: {low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
