"""`unknot serve`: the practice app on this computer."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from unknot.cli.passphrase import ask_for_passphrase


def command(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this computer; 0 takes a free one.")] = 8137,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
    demo: Annotated[
        bool, typer.Option("--demo", help="A practice of virtual clients, in a folder of its own.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Start, see whether it answers, stop.")] = False,
) -> None:
    """Start the practice app: the server, the worker that learns, and the encrypted database, in one process.

    UNKNOT_HOME moves the data; UNKNOT_PASSPHRASE opens them where there is no keyring.
    """
    if demo:
        _choose_demo()
    ask_for_passphrase()
    from unknot.web.serving import prepare, serve

    prepare()
    if demo:
        from unknot.web.demo.practice import make_demo

        make_demo()
    from unknot.web.home import data_folder

    print(f"The data lie, encrypted, in {data_folder()}")
    serve(port, open_browser=browser and not check, check=check, say=lambda text: print(text, flush=True))


def _choose_demo() -> None:
    """Work in a folder beside the real data, under a passphrase that protects nothing because nothing is real."""
    from unknot.web.home import data_folder

    os.environ |= {
        "UNKNOT_HOME": str(data_folder() / "demo"),
        "UNKNOT_PASSPHRASE": "a demo of relief",
        "UNKNOT_DEMO": "1",
    }
    for name in ("UNKNOT_DATABASE_URL", "UNKNOT_HOSTS"):
        os.environ.pop(name, None)
