"""A PostgreSQL server of its own for one test, from the programs of the system."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
OTHERS = ("postgres", "nobody")


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, or None where there are none."""
    named = shutil.which("initdb")
    return (
        Path(named).resolve().parent
        if named
        else next((place for place in PLACES if (place / "initdb").exists()), None)
    )


@contextmanager
def server(folder_of_programs: Path, *, careful: bool = False) -> Iterator[str]:
    """The address of an empty database on a server that is gone afterwards.

    Args:
        folder_of_programs: Where PostgreSQL's programs are.
        careful: Whether it waits for the disk, as one that shall be measured.
    """
    folder = Path(tempfile.mkdtemp(prefix="unknot-postgresql-"))
    port, somebody = _free_port(), _somebody_else(folder)
    data = folder / "data"
    try:
        _run(folder_of_programs / "initdb", "-D", data, "-U", "unknot", "--auth=trust", "-E", "UTF8", "-N", **somebody)
        settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        if not careful:
            settings += " -c fsync=off"
        start = (folder_of_programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
        _run(*start, **somebody)
        try:
            yield f"postgresql://unknot@127.0.0.1:{port}/postgres"
        finally:
            _run(folder_of_programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop", **somebody)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server_or_skip() -> Iterator[str]:
    """The same for a test, which is skipped where PostgreSQL is not installed."""
    found = programs()
    if found is None:
        pytest.skip("there is no PostgreSQL here; on Debian: apt-get install postgresql")
    with server(found) as address:
        yield address


def _run(*command: object, **said: Any) -> None:
    # The server keeps what it inherits: a pipe would never end.
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, timeout=120, **said)


def _somebody_else(folder: Path) -> dict[str, Any]:
    """PostgreSQL does not run as root: somebody else owns the folder and the processes then."""
    if os.geteuid() != 0:
        return {}
    there = {person.pw_name: person for person in pwd.getpwall()}
    person = next(there[name] for name in OTHERS if name in there)
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"user": person.pw_uid, "group": person.pw_gid, "cwd": folder}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
