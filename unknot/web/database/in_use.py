"""Whether a process has the encrypted file open, seen from outside and without its key."""

from __future__ import annotations

from pathlib import Path

HELD_BYTE = 128
"""Every connection of SQLite in WAL mode holds this byte of the shared file as long as it lives (`UNIX_SHM_DMS`)."""


def is_open(database: Path) -> bool:
    """Whether another process is connected to a database.

    On Windows, where a file that is open cannot be renamed, the system itself keeps it from being replaced.

    Args:
        database: Its file. This process must have no connection to it, which would lose its hold.
    """
    shared = database.with_name(f"{database.name}-shm")
    try:
        import fcntl
    except ImportError:
        return False
    try:
        with shared.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, HELD_BYTE)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
