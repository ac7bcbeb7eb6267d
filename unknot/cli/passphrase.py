"""Asking at the keyboard for the passphrase of the practice."""

from __future__ import annotations

import os
import sys

import typer

from unknot.errors import UnknotError


def ask_for_passphrase() -> None:
    """Ask at the keyboard where the database was made with a passphrase and none was given.

    Raises:
        UnknotError: If nobody is there to ask.
    """
    from unknot.web.keys.unlock import wants_passphrase

    if not wants_passphrase():
        return
    if not sys.stdin.isatty():
        raise UnknotError("The database wants its passphrase.", todo="Set it in UNKNOT_PASSPHRASE.")
    os.environ["UNKNOT_PASSPHRASE"] = typer.prompt("Passphrase of the practice", hide_input=True)
