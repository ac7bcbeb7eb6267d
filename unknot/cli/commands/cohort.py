"""`unknot cohort`: many people at once: virtual ones through regimens, and the clients of a practice, fitted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unknot.cli.cohort_fit import fit
from unknot.cli.files import make_room, written
from unknot.cli.step_length import minutes_of

if TYPE_CHECKING:
    from unknot.cohort.results import Results
    from unknot.cohort.study import Study

command = typer.Typer(
    no_args_is_help=True, help="Simulate many virtual people, replay chosen ones, and fit many clients at once."
)
command.command()(fit)


@command.command()
def simulate(
    out: Annotated[Path, typer.Option(help="The table of statistics (Parquet).")],
    regimen: Annotated[
        list[str], typer.Option(help="An arm, such as 'massage 60 min weekly for 6 weeks' or 'nothing'; repeat.")
    ],
    persons: Annotated[int, typer.Option(min=1, help="How many people.")] = 10_000,
    days: Annotated[int, typer.Option(min=7, max=3650, help="Days from the first session on.")] = 90,
    step: Annotated[str, typer.Option(help="Length of a step, such as 15min.")] = "15min",
    run_in: Annotated[int, typer.Option(min=7, max=365, help="Days before, whose evenings are the baseline.")] = 7,
    under: Annotated[float, typer.Option(min=0, max=10, help="Pain that a good day does not exceed.")] = 3.0,
    seed: Annotated[int, typer.Option(min=0, help="Seed of all random numbers.")] = 0,
    workers: Annotated[int | None, typer.Option(min=1, help="Threads; one a core when left out.")] = None,
    chunk: Annotated[int, typer.Option(min=8, help="People at once on each thread; takes memory alone.")] = 8192,
) -> None:
    """Let everyone live through every arm, and write what came of it. Interrupted, the same command goes on."""
    make_room(out)
    from unknot.cohort.arms import parse_arm
    from unknot.cohort.needed import check_compiler, polars_library
    from unknot.cohort.study import Study

    check_compiler()
    polars_library()
    study = Study(
        arms=tuple(parse_arm(text, days) for text in regimen),
        persons=persons,
        days=days,
        step=minutes_of(step),
        run_in=run_in,
        under=under,
        seed=seed,
    )
    parts = out.with_name(out.name + ".parts")
    with written(out):
        results = _simulated(study, workers, chunk, parts)
        from unknot.cohort.chunks import remove
        from unknot.cohort.table import write_results

        write_results(results, out)
        remove(parts)
    _show(results)
    print(f"All statistics: {out}")


@command.command()
def replay(
    results: Annotated[Path, typer.Argument(help="What 'unknot cohort simulate' wrote.")],
    out: Annotated[Path, typer.Option(help="The table to write (Parquet).")],
    person: Annotated[list[int], typer.Option(min=0, help="The number of a person, from 0; repeat.")],
    arm: Annotated[list[str] | None, typer.Option(help="An arm by name; repeat. All when left out.")] = None,
) -> None:
    """Let chosen people live again: every state and readout at every step."""
    make_room(out)
    from unknot.cohort.needed import check_compiler
    from unknot.cohort.replay import replay as replay_again
    from unknot.cohort.table import read_study, write_replayed

    check_compiler()
    study = read_study(results)
    found = replay_again(study, person, arm or ())
    with written(out):
        write_replayed(found, study, out)
    rows = len(found.persons) * len(found.arms) * len(found.days)
    print(f"{len(found.names)} states and readouts at {rows} moments: {out}")


def _simulated(study: Study, workers: int | None, chunk: int, parts: Path) -> Results:
    from unknot.cli.progress import Counted
    from unknot.cohort.run import simulate_cohort

    try:
        with Counted("People") as bar:
            return simulate_cohort(
                study,
                workers=workers,
                chunk=chunk,
                keep=parts,
                done=lambda count: bar.reached(count, study.persons),
            )
    except KeyboardInterrupt:
        typer.echo(f"Interrupted. What is finished is kept in {parts}; the same command goes on.", err=True)
        raise typer.Exit(130) from None


def _show(results: Results) -> None:
    from rich.console import Console
    from rich.table import Table

    study = results.study
    table = Table(title=f"{study.persons:,} virtual people, {study.days} days")
    for title in (
        "arm",
        "pain, last week",
        "30 % less",
        "50 % less",
        f"days at {study.under:g} or less",
        "days to return",
    ):
        table.add_column(title, justify="left" if title == "arm" else "right")
    for arm in study.arms:
        found = {(row.statistic, row.level): row.value for row in results.of(arm.name)}
        table.add_row(
            arm.name,
            _number(found[("last_week_mean", None)], "{:.2f}"),
            _number(found[("responders", 0.3)], "{:.1%}"),
            _number(found[("responders", 0.5)], "{:.1%}"),
            _number(found[("days_under_mean", study.under)], "{:.1f}"),
            _number(found.get(("days_to_return", 0.5)), "{:.0f}"),
        )
    Console().print(table)


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)
