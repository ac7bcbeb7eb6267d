"""Real trials: ten N-of-1 trials of sleep quality, and a crossover of amitriptyline in 124 people.

The folder holds `hpi_nof1_sleep_trials/tidy.csv` (HPI, MIT licence) and `kamerman_amitriptyline_hivsn/tidy.csv`
(Dinat and others 2015, CC BY 4.0), both with columns `person`, `t_days` and `treatment`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy import stats
from trial_methods.methods import METHODS

from unknot.errors import UnknotError
from unknot.planning.trial.analysis import analyse_trial
from unknot.planning.trial.pooling import pool_trials
from unknot.planning.trial.schedule import Period, refuse_impossible
from unknot.records import Record, Response

Row = dict[str, str]


def rows_by_person(path: Path) -> dict[str, list[Row]]:
    """The rows of a table for each person, in the order of time."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["person"]].append(row)
    return {person: sorted(rows, key=lambda row: float(row["t_days"])) for person, rows in found.items()}


def periods_of(rows: Sequence[Row]) -> tuple[Period, ...]:
    """Runs of days under one treatment as periods, two of them a block."""
    names = sorted({row["treatment"] for row in rows})
    runs: list[list[Row]] = []
    for row in rows:
        if not runs or runs[-1][0]["treatment"] != row["treatment"]:
            runs.append([])
        runs[-1].append(row)
    starts = [float(run[0]["t_days"]) for run in runs]
    ends = [*starts[1:], float(rows[-1]["t_days"]) + 1]
    return tuple(
        Period(i + 1, i // 2 + 1, starts[i], ends[i], names.index(run[0]["treatment"])) for i, run in enumerate(runs)
    )


def sleep_trials(folder: Path) -> Iterable[str]:
    """One line of a table for each N-of-1 trial: what each method says about the second option against the first."""
    yield "| Trial | answers | periods | " + " | ".join(METHODS) + " | randomisation p |"
    yield "|---|" + "---|" * (3 + len(METHODS))
    for person, rows in rows_by_person(folder / "hpi_nof1_sleep_trials" / "tidy.csv").items():
        kept = [row for row in rows if row["sleep_quality"] and row["treatment"]]
        days = np.asarray([float(row["t_days"]) for row in kept])
        values = np.asarray([float(row["sleep_quality"]) for row in kept])
        try:
            periods = periods_of(kept)
            refuse_impossible(periods)
        except UnknotError as error:
            yield f"| {person} | {len(kept)} | – | {error.what} |"
            continue
        said = [_shown(method(days, values, periods)) for method in METHODS.values()]
        record = Record(person, tuple(Response(d, "sleep_quality", v) for d, v in zip(days, values, strict=True)))
        test = analyse_trial(record, periods, instrument="sleep_quality", better_low=False).test
        p = f"{test.p_value:.2f} (least {test.smallest_p:.2f})" if test else "–"
        yield f"| {person} | {len(kept)} | {len(periods)} | {' | '.join(said)} | {p} |"


def _shown(claim: tuple[float, float, float, bool]) -> str:
    estimate, low, high, claimed = claim
    if not np.isfinite(estimate):
        return "–"
    return f"{estimate:+.1f} ({low:+.1f} to {high:+.1f}){' **claims**' if claimed else ''}"


def crossover(folder: Path) -> Iterable[str]:
    """The crossover, person by person and pooled; weeks 3 and 6 of each period count, its first day does not."""
    differences, likelihoods, verdicts = [], [], defaultdict(int)
    by_welch = 0
    for person, rows in rows_by_person(folder / "kamerman_amitriptyline_hivsn" / "tidy.csv").items():
        if any(not row["pain"] for row in rows):
            continue
        options = {"P": 0, "A": 1}
        starts = {row["period"]: float(row["t_days"]) for row in rows if row["week_in_period"] == "0"}
        given = {row["period"]: options[row["treatment"]] for row in rows}
        periods = tuple(
            Period(i + 1, 1, starts[key], starts[key] + 43, given[key], washout_days=1)
            for i, key in enumerate(sorted(starts))
        )
        record = Record(person, tuple(Response(float(row["t_days"]), "pain", float(row["pain"])) for row in rows))
        found = analyse_trial(record, periods, titles=("placebo", "amitriptyline"))
        verdicts[str(found.verdict)] += 1
        means = {each.option: each.mean for each in found.periods}
        differences.append(means[1] - means[0])
        counted = [row for row in rows if row["week_in_period"] != "0"]
        arms = [[float(row["pain"]) for row in counted if options[row["treatment"]] == option] for option in (0, 1)]
        if np.std(arms[0]) + np.std(arms[1]) > 0:
            by_welch += bool(stats.ttest_ind(*arms, equal_var=False).pvalue < 0.05)
        else:
            by_welch += arms[0] != arms[1]
        likelihoods.append(found.log_likelihood)
    pooled = pool_trials(likelihoods)
    test = stats.ttest_1samp(differences, 0.0)
    low, high = test.confidence_interval(0.95)
    yield f"{len(differences)} people; {dict(verdicts)}; claims by Welch's test, person by person: {by_welch}."
    yield f"Paired over people: {np.mean(differences):+.2f} ({low:+.2f} to {high:+.2f}), p = {test.pvalue:.2f}."
    yield (
        f"Pooled, {len(likelihoods)} trials: mean {pooled.mean.median:+.2f} ({pooled.mean.low:+.2f} to "
        f"{pooled.mean.high:+.2f}); people differ by {pooled.spread.median:.2f} "
        f"({pooled.spread.low:.2f} to {pooled.spread.high:.2f})."
    )
