"""`unknot work`: what a clinic's server needs beside its web server."""

from __future__ import annotations

import os
import signal
import threading

import typer

from unknot.cli.passphrase import ask_for_passphrase


def command(
    once: bool = typer.Option(
        False, "--once", help="Bring the tables up to date and learn from what waits, then stop."
    ),
) -> None:
    """Bring the tables up to date, then learn in the background: for a server where gunicorn has the pages.

    On a laptop `unknot serve` does this by itself.
    """
    ask_for_passphrase()
    from unknot.web.serving import prepare

    prepare()
    if once:
        from unknot.web.learning.learn import learn_stale

        print(f"The tables are up to date; learned from {learn_stale()} clients.")
        return
    from unknot.web.learning.worker import Worker

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    Worker.start(pages=False)
    print(f"Learning in the background (process {os.getpid()}); stop with Ctrl-C.", flush=True)
    stopped.wait()
    Worker.stop()
