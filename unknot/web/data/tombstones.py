"""Who was erased: public ids in a file beside the database, so that no older copy of the database brings them back."""

from __future__ import annotations

import errno
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

from unknot.web.home import data_folder


def tombstone_file() -> Path:
    """The file: one line an erasure, when and which public id."""
    return data_folder() / "erased.log"


def bury(identity: uuid.UUID) -> int:
    """Write down for good that somebody was erased.

    Returns:
        Where in the file it stands, for `dig_up`.

    Raises:
        OSError: If it cannot be written; the erasure must not go on then.
    """
    line = f"{datetime.now(UTC).isoformat(timespec='seconds')} {identity}\n".encode()
    descriptor = os.open(tombstone_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        if os.write(descriptor, line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
        return os.lseek(descriptor, 0, os.SEEK_CUR) - len(line)
    finally:
        os.close(descriptor)


def dig_up(place: int) -> None:
    """Make a tombstone unreadable, because the erasure did not come about; a full disk has room for that.

    Args:
        place: Where in the file it stands.
    """
    with tombstone_file().open("r+b") as file:
        file.seek(place)
        length = len(file.readline().rstrip())
        file.seek(place)
        file.write(b"-" * length)
        file.flush()
        os.fsync(file.fileno())


def buried() -> set[uuid.UUID]:
    """The public ids of everybody who was erased; a line that a full disk cut short says nothing."""
    path = tombstone_file()
    lines = path.read_text(encoding="ascii", errors="replace").splitlines() if path.exists() else []
    return {identity for line in lines if (identity := _identity(line)) is not None}


def _identity(line: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(line.rpartition(" ")[2])
    except ValueError:
        return None
