"""`unknot calibrate`: fit the population's parameters to the published experiments, and write them with their date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unknot.cli.files import make_room, write_text
from unknot.compiled_code import keep_compiled_code


def command(
    out: Annotated[Path, typer.Argument(help="TOML file for the values.")],
    cases: Annotated[list[str] | None, typer.Option("--case", help="Fit to this case only; may be repeated.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=20, help="Gauss-Newton rounds.")] = 3,
    persons: Annotated[int, typer.Option(min=50, help="Virtual people behind every number.")] = 2000,
    slope_persons: Annotated[int, typer.Option(min=50, help="Virtual people behind every slope.")] = 500,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    again: Annotated[bool, typer.Option("--again", help="Start at the last values, not at what was believed.")] = False,
) -> None:
    """Fit the free parameters to all published cases at once, and say how sure they are."""
    make_room(out)
    keep_compiled_code()
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from unknot.evidence.calibration import calibrated_values, free_parameters, whitened
    from unknot.validation.calibration import calibrate
    from unknot.validation.calibration_file import calibration_file
    from unknot.validation.discovery import all_experiments, chosen_experiments
    from unknot.validation.runner import Size

    chosen = [one.case for one in chosen_experiments(cases or list(all_experiments()))]
    free = tuple(one for one in free_parameters() if set(one.cases) & set(chosen))
    start = whitened(free, calibrated_values()) if again else None
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=keep_compiled_code) as executor:
        fit = calibrate(
            chosen,
            free,
            executor,
            rounds=rounds,
            size=Size(persons, 1),
            slope_size=Size(slope_persons, 1),
            z=start,
            progress=lambda said: typer.echo(said, err=True),
        )
    write_text(out, calibration_file(fit))
    typer.echo(f"The calibrated values were written to {out}.")
