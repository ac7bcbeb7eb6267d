"""The command line. Each command is one file in `commands`."""

from unknot.cli.program import main

__all__ = ["main"]
