"""Finding the commands: every file of the folder `commands`, without a list to keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

import typer

from unknot.cli import commands

Command: TypeAlias = Callable[..., None] | typer.Typer


def find_commands(wanted: str | None = None) -> Mapping[str, Command]:
    """The commands in the order of their names; a file `what_if.py` is the command `what-if`.

    Args:
        wanted: The one that is going to run: no other is loaded. All are where there is none of this name.
    """
    files = {entry.name.replace("_", "-"): entry.name for entry in iter_modules(commands.__path__)}
    names = [wanted] if wanted in files else sorted(files)
    return {name: import_module(f"{commands.__name__}.{files[name]}").command for name in names}


def add_command(program: typer.Typer, name: str, command: Command) -> None:
    """Give a program one command, or a group of them under one name."""
    # In full, as what is taken from the help by itself is cut off after a few words.
    if isinstance(command, typer.Typer):
        program.add_typer(command, name=name, short_help=_summary(str(command.info.help)))
    else:
        program.command(name, short_help=_summary(command.__doc__ or ""))(command)


def _summary(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())
