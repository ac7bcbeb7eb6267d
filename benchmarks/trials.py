"""Trials of one, analysed in four ways: false claims, coverage, power and needed days by simulation, and real trials.

    python benchmarks/trials.py --trials 400 --data DATA

`--data` names a folder with the real trials; see `trial_methods/real.py`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from trial_methods.methods import METHODS
from trial_methods.real import crossover, sleep_trials
from trial_methods.worlds import PERIOD, WORLDS, claims

BLOCKS, EFFECT = 4, -1.0
FIRST_SEED = 100
"""Seeds below were used while the prior of the analysis was chosen."""
SIZES = (2, 3, 4, 6, 9, 13)
WANTED_POWER = 0.8
EQUAL_FALSE = 0.05
"""Share of false claims at which methods are compared."""
DAYS_WORLD, DAYS_EFFECT = WORLDS[1], -1.5


def false_claims(trials: int) -> None:
    """How often a difference is claimed where there is none, and what happens where there is one."""
    print(f"\n{BLOCKS} blocks of two periods, {PERIOD:g} days each unless told, {trials} trials a row\n")
    print("| World | Method | false claims, no effect | coverage at −1 | bias at −1 | claims at −1 |")
    print("|---|---|---|---|---|---|")
    for world in WORLDS:
        none, some = (
            claims(world, BLOCKS, effect, trials, seed) for seed, effect in enumerate((0.0, EFFECT), start=FIRST_SEED)
        )
        for name in METHODS:
            covered = np.mean([each.low <= EFFECT <= each.high for each in some[name]])
            bias = np.nanmean([each.estimate - EFFECT for each in some[name]])
            false, claimed = (np.mean([each.claimed for each in group[name]]) for group in (none, some))
            print(f"| {world.title} | {name} | {false:.1%} | {covered:.1%} | {bias:+.2f} | {claimed:.0%} |", flush=True)


def needed_days(trials: int) -> None:
    """Days until 80 % of trials claim a true difference: as each method claims, and at equal false claims."""
    days = 2 * PERIOD * np.asarray(SIZES)
    plain, equal, false = ({name: [] for name in METHODS} for _ in range(3))
    for blocks in SIZES:
        none, some = (
            claims(DAYS_WORLD, blocks, effect, trials, seed)
            for effect, seed in ((0.0, FIRST_SEED + 8), (DAYS_EFFECT, FIRST_SEED + 7))
        )
        for name in METHODS:
            bar = np.quantile([each.strength for each in none[name]], 1 - EQUAL_FALSE)
            false[name].append(np.mean([each.claimed for each in none[name]]))
            plain[name].append(np.mean([each.claimed for each in some[name]]))
            equal[name].append(np.mean([each.strength > bar for each in some[name]]))
    print(f"\nDays until {WANTED_POWER:.0%} of trials claim a difference of {-DAYS_EFFECT:g}, {DAYS_WORLD.title}")
    _show_days("as each method claims", days, plain)
    print(f"\nFalse claims by days: {', '.join(f'{name} {_by_days(days, share)}' for name, share in false.items())}")
    _show_days(
        f"with the bar of each method and size set so that {EQUAL_FALSE:.0%} of trials without a difference claim one",
        days,
        equal,
    )


def _show_days(title: str, days: np.ndarray, shares: dict[str, list[np.floating]]) -> None:
    needed = {name: _first(days, np.maximum.accumulate(share)) for name, share in shares.items()}
    print(f"\n| {title}: method | days | Unknot's days ÷ these | share that claims, by days |")
    print("|---|---|---|---|")
    for name, share in shares.items():
        print(f"| {name} | {needed[name]:.0f} | {needed['Unknot'] / needed[name]:.2f} | {_by_days(days, share)} |")


def _by_days(days: np.ndarray, shares: list[np.floating]) -> str:
    return ", ".join(f"{day:g}: {share:.0%}" for day, share in zip(days, shares, strict=True))


def _first(days: np.ndarray, shares: np.ndarray) -> float:
    if shares[-1] < WANTED_POWER:
        return float("inf")
    if shares[0] >= WANTED_POWER:
        return float(days[0])
    return float(np.interp(WANTED_POWER, shares, days))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=20, help="trials in each row (20; the documented run: see docs)")
    parser.add_argument("--data", type=Path, help="folder with the real trials")
    options = parser.parse_args()
    false_claims(options.trials)
    needed_days(options.trials)
    if options.data:
        print("\n" + "\n".join(sleep_trials(options.data)))
        print("\n" + "\n".join(crossover(options.data)))


if __name__ == "__main__":
    main()
