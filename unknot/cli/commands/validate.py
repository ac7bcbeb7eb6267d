"""`unknot validate`: the published experiments run on virtual people, and what comes out beside what was reported."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unknot.cli.files import make_room, write_text
from unknot.compiled_code import keep_compiled_code
from unknot.errors import ModelError, did_you_mean

if TYPE_CHECKING:
    from unknot.validation.runner import Size
    from unknot.validation.scorecard import Scorecard
    from unknot.validation.workers import Task


def command(
    cases: Annotated[list[str] | None, typer.Argument(help="Cases such as V01; all when left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list of checks as JSON.")] = False,
    html: Annotated[Path | None, typer.Option(help="Also write a page here.")] = None,
    persons: Annotated[int, typer.Option(min=50, help="Virtual people for each seed.")] = 2000,
    seeds: Annotated[int, typer.Option(min=1, help="How many times other people are drawn.")] = 20,
    without: Annotated[list[str] | None, typer.Option(help="A mechanism to switch off; may be repeated.")] = None,
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", help="NAME=VALUE: a parameter unlike its calibrated value; may be repeated."),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="YAML file with cases of your own.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; one for each core when left out.")] = None,
) -> None:
    """Run published experiments on virtual people and compare; ends with 0 whatever passes."""
    from rich.console import Console

    if html is not None:
        make_room(html)
    keep_compiled_code()
    from unknot.model.whole import whole_model
    from unknot.validation.runner import Size

    whole_model(without=without or ())  # a mistyped name is refused before the long work
    tasks, notices = _tasks(cases or [], file)
    values = _values(changed or [])
    scorecard = _run(tasks, Size(persons, seeds), tuple(without or ()), values, workers or os.cpu_count() or 1)
    if html is not None:
        from unknot.report.scorecard_page import render as render_page

        write_text(html, render_page(scorecard, notices))
    if as_json:
        print(scorecard.to_json())
        return
    from unknot.report.scorecard_terminal import render

    render(scorecard, Console(), notices)
    if html is not None:
        print(f"The page: {html}")


def _tasks(cases: Sequence[str], file: Path | None) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """What to run, and what the reader must know of cases that cannot be."""
    from unknot.validation.workers import Task

    if file is None:
        from unknot.validation.discovery import chosen_experiments

        return tuple(Task(one.case) for one in chosen_experiments(cases)), ()
    from unknot.validation.case_file import read_cases

    found = read_cases(file).only(cases)
    notices = tuple(f"{case}: not expressed as a protocol, so not run." for case in found.not_expressed)
    return tuple(Task(case, file) for case in found.experiments), notices


def _values(given: Sequence[str]) -> Mapping[str, float]:
    """The parameters to change, each checked against the model with every treatment in it."""
    if not given:
        return {}
    from unknot.evidence.load import interventions
    from unknot.model.whole import whole_model

    known = whole_model(interventions()).parameters()
    values: dict[str, float] = {}
    for one in given:
        name, _, number = one.partition("=")
        if name not in known:
            raise ModelError("No such parameter.", given=repr(name), todo=did_you_mean(name, known))
        values[name] = _number(name, number)
    return values


def _number(name: str, given: str) -> float:
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ModelError(f"{name} needs a number.", given=repr(given), todo=f"Write it like --set {name}=1.5.")
    return number


def _run(
    tasks: Sequence[Task], size: Size, without: tuple[str, ...], values: Mapping[str, float], workers: int
) -> Scorecard:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from unknot.validation.workers import judge_all

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Experiments", total=len(tasks))
        wanted = max(min(workers, len(tasks)), 1)
        with ProcessPoolExecutor(wanted, get_context("spawn"), initializer=keep_compiled_code) as executor:
            return judge_all(
                tasks, size, executor, without=without, values=values, done=lambda _: progress.advance(bar)
            )
