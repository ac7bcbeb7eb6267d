"""The program `unknot`: its own options, its commands, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from unknot.cli.discovery import add_command, find_commands
from unknot.errors import UnknotError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors made on purpose are one message on stderr, without a trace.

    Args:
        arguments: What stands after the program's name; the arguments of this process when left out.
    """
    try:
        given = sys.argv[1:] if arguments is None else arguments
        program(next(iter(given), None))(arguments, prog_name="unknot")
    except UnknotError as error:
        print(f"unknot: {error}", file=sys.stderr)
        sys.exit(error.exit_code)


def program(wanted: str | None = None) -> typer.Typer:
    """The program.

    Args:
        wanted: The command that is going to run, if one is; every command otherwise.
    """
    # Plain help: the boxes would need Rich's reader of Markdown, which takes longer to load than all commands.
    found = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
    found.callback()(_options)
    for name, command in find_commands(wanted).items():
        add_command(found, name, command)
    return found


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"unknot {version('unknot')}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """How long does relief last for this client, what goes with more pain, and how sure are we?"""
