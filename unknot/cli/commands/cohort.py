"""`unknot cohort`: many clients at once."""

from __future__ import annotations

import typer

from unknot.cli.cohort_fit import fit

command = typer.Typer(help="Many clients at once.", no_args_is_help=True)


@command.callback()
def _group() -> None:
    """Many clients at once."""


command.command("fit")(fit)
