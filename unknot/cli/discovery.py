"""Finding the commands: every file of the folder `commands`, without a list to keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

import typer

from unknot.cli import commands

Command: TypeAlias = Callable[..., None] | typer.Typer


def find_commands() -> Mapping[str, Command]:
    """The commands in the order of their names; a file `what_if.py` is the command `what-if`."""
    files = sorted(entry.name for entry in iter_modules(commands.__path__))
    return {file.replace("_", "-"): import_module(f"{commands.__name__}.{file}").command for file in files}


def add_command(program: typer.Typer, name: str, command: Command) -> None:
    """Give a program one command, or a group of them under one name."""
    if isinstance(command, typer.Typer):
        program.add_typer(command, name=name)
    else:
        program.command(name)(command)
