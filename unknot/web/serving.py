"""One process for one practice: the web server, the worker, and the database made ready."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

from unknot.errors import UnknotError

ADDRESS = "127.0.0.1"
THREADS = 8
TURN_SECONDS = 0.0005
"""How long a thread may keep the interpreter while another wants it. A page talks to the database a dozen times and
must ask for its turn after each, which at Python's own 5 ms takes longer than the page while the worker computes."""
LARGEST_REQUEST, LARGEST_ANSWER = 13_000_000, 64_000_000
"""Up to these sizes requests and answers stay in memory; the server would put larger ones into temporary files."""


def prepare() -> None:
    """Start Django on this practice's data: unlock, translate, bring the tables up to date.

    Raises:
        UnknotError: If the database stays closed.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.web.settings")
    import django

    from unknot.web.translation.catalogue import compile_translations

    compile_translations()
    django.setup()
    from unknot.web.data.erase import erase_again
    from unknot.web.database.claims import in_line

    # Workers on several hosts may start at once.
    with in_line("tables"):
        _migrate()
        erase_again()


def serve(port: int, *, open_browser: bool, check: bool, say: Callable[[str], None]) -> None:
    """Serve until stopped.

    Args:
        port: The port on this computer; 0 takes a free one.
        open_browser: Open the first page once the server answers.
        check: Stop once the server has answered about its health.
        say: Told what a person should know.

    Raises:
        UnknotError: If the port is taken, or the check fails.
    """
    from waitress.server import create_server

    from unknot.web.learning.worker import Worker
    from unknot.web.wsgi import application

    listening = _listening(port)
    server: Any = create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        max_request_body_size=LARGEST_REQUEST,
        inbuf_overflow=LARGEST_REQUEST + 1,
        outbuf_overflow=LARGEST_ANSWER,
    )
    address = f"http://localhost:{listening.getsockname()[1]}/"
    if check:
        _check(server, address, say)
        return
    sys.setswitchinterval(TURN_SECONDS)
    Worker.start(pages=True)
    try:
        say(f"Unknot answers at {address}  (stop with Ctrl-C)")
        if open_browser:
            threading.Timer(0.2, webbrowser.open, (address,)).start()
        server.run()
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        server.close()
        Worker.stop()


def _migrate() -> None:
    """Bring the tables up to date, after a backup; nothing is done, and no time lost, where they are."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from unknot.web.database.versions import refuse_newer

    executor = MigrationExecutor(connection)
    refuse_newer(executor.loader.applied_migrations)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if executor.loader.applied_migrations and connection.vendor == "sqlite":
        from unknot.web.backups.make import back_up

        # Whatever the change of the tables does, the data as they were can be had back.
        back_up()
    call_command("migrate", verbosity=0, interactive=False)


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((ADDRESS, port))
    except OSError as error:
        raise UnknotError(
            "The port is taken.",
            given=f"--port {port} ({error.strerror or error})",
            todo="Is Unknot running already? Otherwise choose another port, or 0 for a free one.",
        ) from error


def _check(server: Any, address: str, say: Callable[[str], None]) -> None:
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        with urlopen(f"{address}health/", timeout=30) as answer:
            healthy = answer.status == 200
    except OSError as error:
        raise UnknotError(
            "The server does not answer.", given=str(error), todo="Look at the messages above."
        ) from error
    if not healthy:
        raise UnknotError("The server answers, but not that it is well.", given=f"{address}health/")
    say(f"The practice app starts and answers at {address}")
