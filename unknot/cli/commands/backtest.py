"""`unknot backtest`: forecasts from the past alone, scored against what came, beside plain methods."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unknot.cli.files import make_room, write_text
from unknot.cli.progress import Progress
from unknot.cli.scales import declared_scales
from unknot.compiled_code import keep_compiled_code
from unknot.errors import UnknotError

if TYPE_CHECKING:
    from unknot.evidence.population import Population
    from unknot.records import Record
    from unknot.report.backtest_answer import BacktestAnswer


def command(
    responses: Annotated[Path, typer.Argument(help="CSV of answers: time, pain, person, …")],
    doses: Annotated[Path | None, typer.Argument(help="CSV of sessions: time, intervention, minutes, …")] = None,
    daily: Annotated[bool, typer.Option("--daily", help="Average the answers of each day first.")] = False,
    warmup: Annotated[int, typer.Option(min=1, help="Answers of each person that only warm up.")] = 10,
    horizon: Annotated[int, typer.Option(min=1, max=60, help="How many answers ahead; 1 is the next one.")] = 1,
    min_ratings: Annotated[int, typer.Option(min=2, help="Leave out persons with fewer answers.")] = 20,
    cold_start: Annotated[bool, typer.Option("--cold-start", help="Score the answers 2 to 10 instead.")] = False,
    relief: Annotated[bool, typer.Option("--relief", help="Score how long relief lasts instead.")] = False,
    libraries: Annotated[
        bool, typer.Option(help="Also ETS and boosted trees, where installed (extra backtest).")
    ] = True,
    population: Annotated[Path | None, typer.Option(help="A population file other than the shipped one.")] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a page here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
    time_zone: Annotated[str | None, typer.Option(help="Time zone of the diary, such as Europe/Oslo.")] = None,
    scale: Annotated[list[str] | None, typer.Option(help="A scale other than 0-10, such as pain=0-100.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="A column to leave out.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random numbers.")] = 0,
) -> None:
    """Forecast each answer from its past and score the forecasts beside plain methods."""
    from rich.console import Console

    from unknot.tables.load import read_records

    if cold_start and relief:
        raise UnknotError("Two kinds of backtest were asked for.", given="--cold-start --relief", todo="Choose one.")
    records = read_records(
        responses, doses, time_zone=time_zone, scales=declared_scales(scale or ()), ignore=ignore or ()
    )
    if html is not None:
        make_room(html)
    keep_compiled_code()
    people = _population(population)
    if relief:
        answer = _relief(records, people, daily, seed)
    elif cold_start:
        answer = _first_days(records, people, daily, seed)
    else:
        answer = _rolling(records, people, daily, warmup, horizon, min_ratings, libraries, seed)
    if html is not None:
        from unknot.report.backtest_document import render as render_page

        write_text(html, render_page(answer))
    if as_json:
        print(answer.to_json())
        return
    from unknot.report.backtest_terminal import render

    render(answer, Console())
    if html is not None:
        print(f"The page: {html}")


def _population(path: Path | None) -> Population:
    from unknot.evidence.population import read_population, shipped_population

    return read_population(path) if path else shipped_population()


def _rolling(
    records: Sequence[Record],
    population: Population,
    daily: bool,
    warmup: int,
    horizon: int,
    min_ratings: int,
    libraries: bool,
    seed: int,
) -> BacktestAnswer:
    from unknot.report.backtest_answer import forecast_answer
    from unknot.validation.protocol import Origins
    from unknot.validation.tournament import rolling

    tournament = rolling(
        records,
        population,
        Origins(warmup, horizon),
        min_ratings=min_ratings,
        by_day=daily,
        libraries=libraries,
        seed=seed,
    )
    kept = {person.person for person in tournament.persons}
    left_out = [record.person for record in records if record.person not in kept]
    notices = [f"Too few answers, left out: {', '.join(left_out)}."] if left_out else []
    notices += [] if libraries else ["Methods of other libraries were not asked for."]
    settings: dict[str, Any] = {
        "kind": "rolling",
        "daily": daily,
        "warmup": warmup,
        "horizon": horizon,
        "min_ratings": min_ratings,
        "seed": seed,
    }
    ahead = "the next answer" if horizon == 1 else f"the answer {horizon} ahead"
    with Progress(tournament.size) as progress:
        found = tournament.run(progress.advance)
    return forecast_answer(found, f"Forecasts of {ahead}, and what came", population, notices, settings)


def _first_days(records: Sequence[Record], population: Population, daily: bool, seed: int) -> BacktestAnswer:
    from unknot.report.backtest_answer import forecast_answer
    from unknot.validation.tournament import first_days

    tournament = first_days(records, population, by_day=daily, seed=seed)
    settings: dict[str, Any] = {"kind": "cold-start", "daily": daily, "seed": seed}
    notices = ["The three methods that know other people use their whole diaries; Unknot uses nobody else's."]
    with Progress(tournament.size) as progress:
        found = tournament.run(progress.advance)
    return forecast_answer(found, "The first days: forecasts of answers 2 to 10", population, notices, settings)


def _relief(records: Sequence[Record], population: Population, daily: bool, seed: int) -> BacktestAnswer:
    from unknot.report.backtest_answer import relief_answer
    from unknot.validation.relief_backtest import relief_backtest
    from unknot.validation.series import long_enough

    persons = long_enough(records, 2, by_day=daily)
    settings: dict[str, Any] = {"kind": "relief", "daily": daily, "seed": seed}
    with Progress(None) as progress:
        found = relief_backtest(
            persons, population, seed=seed, advance=lambda person: progress.advance("relief", person)
        )
    return relief_answer(found, population, (), settings)
