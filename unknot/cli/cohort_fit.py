"""`unknot cohort fit`: every client of a caseload, on one core or on many machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from unknot.cli.files import make_room, write_text
from unknot.cli.scales import declared_scales
from unknot.compiled_code import keep_compiled_code
from unknot.errors import UnknotError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unknot.caseload.engine import Engine

SOME_FAILED = 3
INTERRUPTED = 130


def fit(
    responses: Annotated[Path, typer.Argument(help="Parquet or CSV of answers: person, time, pain, stress, …")],
    doses: Annotated[
        Path | None, typer.Argument(help="Parquet or CSV of sessions: person, time, intervention.")
    ] = None,
    *,
    out: Annotated[Path, typer.Option(help="Folder for the results; a run that was interrupted goes on there.")],
    engine: Annotated[
        Literal["local", "processes", "dask"],
        typer.Option(help="local: this process; processes: one for each core; dask: also on other machines."),
    ] = "processes",
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, tcp://HOST:8786.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="How many workers to start here.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Time zone of the diaries, such as Europe/Oslo.")] = None,
    scale: Annotated[list[str] | None, typer.Option(help="A scale other than 0-10, such as stress=1-5.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="A column to leave out.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random numbers.")] = 0,
    pool: Annotated[
        bool, typer.Option("--pool", help="Also learn what the clients share, and each client's relief under it.")
    ] = False,
    html: Annotated[Path | None, typer.Option(help="Also write a page to look at here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Fit every client of a caseload: one row a client, failures listed, the same bytes on every engine."""
    if html is not None:
        make_room(html)
    keep_compiled_code()
    chosen = _engine(engine, scheduler, workers)
    from unknot.caseload.run import fit_caseload
    from unknot.caseload.settings import Settings
    from unknot.cli.progress import Counted

    settings = Settings(seed, time_zone, declared_scales(scale or ()), tuple(ignore or ()))
    pooled, trouble = None, None
    try:
        with Counted("Fitting clients") as bar:
            summary = fit_caseload(responses, doses, out, settings, chosen, bar.reached)
        if pool:
            from unknot.caseload.pool import pool_caseload

            try:
                with Counted("Pooling") as bar:
                    pooled = pool_caseload(responses, doses, out, settings, chosen, bar.reached_in)
            except UnknotError as error:
                trouble = error  # said after the fits, which are there
    except KeyboardInterrupt:
        typer.echo("Interrupted. What is done is kept: the same command goes on from there.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if html is not None:
        from unknot.caseload.page import render

        write_text(html, render(out, summary, pooled))
    _print(summary, pooled, out, as_json=as_json)
    if trouble is not None:
        raise trouble
    if summary["failed"]:
        kinds = ", ".join(f"{kind}: {count}" for kind, count in summary["failed_by_kind"].items())
        typer.echo(f"{summary['failed']} clients failed ({kinds}); see {out / 'failures.parquet'}.", err=True)
        raise typer.Exit(SOME_FAILED)


def _print(summary: Mapping[str, Any], pooled: Mapping[str, Any] | None, out: Path, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({**summary, **({} if pooled is None else {"pooled": pooled})}, ensure_ascii=False, indent=2))
        return
    verdicts = ", ".join(f"{verdict}: {count}" for verdict, count in summary["verdicts"].items())
    print(f"{summary['fitted']} of {summary['clients']} clients were fitted ({verdicts}). Results: {out}")
    if pooled is not None:
        from unknot.caseload.pool_words import sentences

        print("", *sentences(pooled), sep="\n")


def _engine(name: str, scheduler: str | None, workers: int | None) -> Engine:
    if scheduler is not None and name != "dask":
        raise UnknotError("Only Dask has a scheduler.", given=f"--engine {name}", todo="Add --engine dask.")
    if workers is not None and (name == "local" or scheduler is not None):
        raise UnknotError(
            "Workers are not chosen here.",
            given=f"--workers {workers}",
            todo="Leave it out: this engine is one process, or the scheduler's cluster.",
        )
    if name == "dask":
        from unknot.caseload.engine_dask import Dask

        return Dask(scheduler, workers)
    if name == "processes":
        from unknot.caseload.engine_processes import Processes

        return Processes(workers)
    from unknot.caseload.engine import Local

    return Local()
