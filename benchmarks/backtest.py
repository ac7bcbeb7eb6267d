"""Forecasts on open and on made-up diaries, beside plain methods; with the data folder, all of `docs/backtest.md`.

    python benchmarks/backtest.py                     the shipped diary and made-up clients
    python benchmarks/backtest.py DATA --out PAGE     all series of the data folder as well, written as a page

The data folder holds a folder for each data set with its `tidy.csv`. What the shipped population was fitted on is
forecast a second time with a population that was fitted without it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from diaries.open_data import (
    BOTH_WEEKS,
    FIRST_DAYS,
    FIRST_WEEK,
    MYAIGUIDE,
    SECOND_WEEK,
    SERIES,
    SHORT,
    OpenSet,
    write_doses,
    write_table,
)

from unknot.compiled_code import keep_compiled_code
from unknot.evidence.population import Population, published_figures, shipped_population
from unknot.inference.population_fit import fit_population
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.records import Record
from unknot.tables.load import read_records
from unknot.validation.backtest import Backtest
from unknot.validation.own_method import UNKNOT
from unknot.validation.protocol import Origins
from unknot.validation.relief_backtest import METHODS, relief_backtest
from unknot.validation.series import series_of
from unknot.validation.tournament import first_days, rolling

SENTENCES = Path(__file__).parent / "diaries"
SHIPPED_DIARY = Path(__file__).parents[1] / "examples" / "real" / "responses.csv"
PLAIN = ("persistence", "person_mean", "exponential_smoothing", "ar1")
FORECAST_AT_LEAST = 3
"""Answers of a person with a short series that are forecast, or the person is left out."""
WEEKLY = Protocol(days=70, gap=7)


def made_up(count: int = 20) -> tuple[Record, ...]:
    """Made-up clients with a session a week."""
    return tuple(replace(virtual_client(seed, WEEKLY).record, person=f"V{seed}") for seed in range(count))


def main() -> None:
    """Run what was asked for and print or write it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", nargs="?", type=Path, help="folder of the open data sets")
    parser.add_argument("--out", type=Path, help="page to write; printed when left out")
    arguments = parser.parse_args()
    keep_compiled_code()
    with tempfile.TemporaryDirectory() as folder:
        page = "\n".join(_page(arguments.data, Path(folder)))
    if arguments.out:
        arguments.out.write_text(page + "\n", encoding="utf-8")
    else:
        print(page)


def _page(data: Path | None, folder: Path) -> Iterator[str]:
    head = (SENTENCES / "backtest_head.md").read_text(encoding="utf-8")
    yield head.rstrip().format(date=f"{datetime.now(UTC):%Y-%m-%d}")
    started = time.perf_counter()
    yield from _rolling(data, folder)
    if data:
        yield from _short(data, folder)
    yield from _first_days(data, folder)
    yield from _relief()
    yield from _speed(time.perf_counter() - started)
    yield "\n" + (SENTENCES / "backtest_notes.md").read_text(encoding="utf-8").rstrip()


def _diaries(series: OpenSet, data: Path, folder: Path) -> tuple[Record, ...]:
    doses = write_doses(series, data, folder)
    return read_records(write_table(series, data, folder), doses if len(doses.read_text().splitlines()) > 1 else None)


def _without(series: OpenSet, data: Path, folder: Path) -> Population | None:
    """The population fitted without a set, where the shipped one was fitted with it."""
    others = {MYAIGUIDE.name: FIRST_WEEK} | {one.name: MYAIGUIDE for one in (FIRST_WEEK, SECOND_WEEK, BOTH_WEEKS)}
    other = others.get(series.name)
    if other is None:
        return None
    return fit_population({other.name: _diaries(other, data, folder)}, published_figures(), published_figures())


def _rolling(data: Path | None, folder: Path) -> Iterator[str]:
    yield "\n## Next answer\n"
    methods = (UNKNOT, *PLAIN, "level_filter", "ets", "boosting")
    yield _row("Series", "persons", "forecasts", *methods, "against the best plain one", "± SE")
    yield _row(*("---",) * (len(methods) + 5))
    gains: list[float] = []
    for title, records, by_day, population in _runs(SERIES, data, folder):
        found = rolling(records, population or shipped_population(), Origins(), by_day=by_day).run()
        best = min(PLAIN, key=lambda method: found.overall(method)["crps"])
        difference = found.difference(best)
        counted = "in the prior" not in title and "simulated" not in title
        gains += [difference.gain] if counted else []
        error = "" if difference.standard_error is None else f"{difference.standard_error:.3f}"
        cells = (_cell(found, method) for method in methods)
        count = found.overall(UNKNOT)["forecasts"]
        yield _row(title, len(found.persons), count, *cells, f"{-difference.gain:+.1%} ({best})", error)
    if gains:
        yield (
            f"\nMean change of the CRPS over the {len(gains)} series of people, each once (two of them in two ways, "
            f"one of them sleep quality), against the best plain method of each: {-np.mean(gains):+.1%}."
        )


def _short(data: Path, folder: Path) -> Iterator[str]:
    yield "\n## Short series\n"
    methods = (UNKNOT, *PLAIN, "level_filter")
    yield _row("Series", "warm-up", "persons", "forecasts", *methods, "against the best plain one", "± SE")
    yield _row(*("---",) * (len(methods) + 6))
    for series in SHORT:
        records = _diaries(series, data, folder)
        population = _without(series, data, folder) or shipped_population()
        origins = Origins(warmup=series.warmup)
        fewest = series.warmup + FORECAST_AT_LEAST
        found = rolling(records, population, origins, min_ratings=fewest, libraries=False).run()
        best = min(PLAIN, key=lambda method: found.overall(method)["crps"])
        difference = found.difference(best)
        cells = (_cell(found, method) for method in methods)
        counts = (series.warmup, len(found.persons), found.overall(UNKNOT)["forecasts"])
        against = f"{-difference.gain:+.1%} ({best})"
        yield _row(series.title, *counts, *cells, against, f"{difference.standard_error:.3f}")


def _runs(
    sets: Sequence[OpenSet], data: Path | None, folder: Path
) -> Iterator[tuple[str, tuple[Record, ...], bool, Population | None]]:
    """What is forecast: title, persons, whether by day, and a population where it is not the shipped one."""
    yield "simulated clients, weekly sessions", made_up(), False, None
    if data is None:
        yield "the shipped diary (in the prior)", read_records(SHIPPED_DIARY), False, None
        return
    for series in sets:
        records = _diaries(series, data, folder)
        held_out = _without(series, data, folder)
        if held_out:
            yield f"{series.title}; prior without it", records, series.daily, held_out
        yield f"{series.title}{' (in the prior)' if held_out else ''}", records, series.daily, None


def _first_days(data: Path | None, folder: Path) -> Iterator[str]:
    yield "\n## First days: MAE of answers 2 to 10\n"
    methods = (UNKNOT, *PLAIN, "population_mean", "shrunken_mean", "shrunken_mean_lag1")
    yield _row("Series", "persons", "forecasts", *methods, "against the person mean", "± SE", "CRPS", "in 80 %")
    yield _row(*("---",) * (len(methods) + 7))
    for title, records, by_day, population in _runs(FIRST_DAYS, data, folder):
        kept = _complete_weeks(records) if title.startswith((FIRST_WEEK.title, SECOND_WEEK.title)) else records
        found = first_days(kept, population or shipped_population(), by_day=by_day).run()
        overall = {method: found.overall(method) for method in methods}
        change = overall[UNKNOT]["mae"] / overall["person_mean"]["mae"] - 1
        cells = (f"{overall[method]['mae']:.3f}" for method in methods)
        own = (_error_of_gain(found), f"{overall[UNKNOT]['crps']:.3f}", f"{overall[UNKNOT]['coverage80']:.0%}")
        yield _row(title, len(found.persons), overall[UNKNOT]["forecasts"], *cells, f"{change:+.1%}", *own)


def _error_of_gain(found: Backtest) -> str:
    """Standard error over persons of the gain in MAE, as a share of the person mean's."""
    own, plain = (
        np.asarray([scores.mean()["mae"] for scores in found.scores[method].values()])
        for method in (UNKNOT, "person_mean")
    )
    return f"{np.std(own - plain, ddof=1) / np.sqrt(len(own)) / plain.mean():.1%}"


def _complete_weeks(records: Sequence[Record]) -> tuple[Record, ...]:
    return tuple(record for record in records if len(record.responses) == 7)


def _relief() -> Iterator[str]:
    yield "\n## How long relief lasts\n"
    yield _row("Series", "persons", "times of relief", "pain was back", "score", *METHODS)
    yield _row(*("---",) * (len(METHODS) + 5))
    found = relief_backtest([series_of(record) for record in made_up()], shipped_population())
    back = sum(episode.is_back for episode in found.episodes)
    for score in ("log_score", "integrated_brier"):
        cells = (f"{found.overall(method)[score]:.3f}" for method in METHODS)
        title = "simulated clients, weekly sessions"
        yield _row(title, len(found.persons), len(found.episodes), back, score.replace("_", " "), *cells)


def _speed(seconds: float) -> Iterator[str]:
    yield "\n## Speed\n"
    people = tuple(
        replace(virtual_client(seed, Protocol(days=80, gap=7)).record, person=f"S{seed}") for seed in range(90)
    )
    started = time.perf_counter()
    found = rolling(people, shipped_population(), Origins(), libraries=False).run()
    took = time.perf_counter() - started
    count = found.overall(UNKNOT)["forecasts"]
    yield (
        f"90 simulated clients over 80 days with weekly sessions, {count} forecasts by Unknot and five plain methods: "
        f"{took:.0f} s. Everything above: {seconds:.0f} s. Two cores that other programs used as well."
    )


def _cell(found: Backtest, method: str) -> str:
    if method not in found.scores:
        return "–"
    overall = found.overall(method)
    return f"{overall['mae']:.3f} / {overall['crps']:.3f} / {overall['coverage80']:.0%}"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
