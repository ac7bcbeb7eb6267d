"""When an error is the disk's: what to tell somebody who can do something about it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from enum import Enum

from unknot.web.home import database_file

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


class Trouble(Enum):
    """What is the matter with the disk or the database."""

    FULL = "full"
    READ_ONLY = "read-only"
    BUSY = "busy"
    DISK = "disk"


SAID_BY_SQLITE = {
    "disk is full": Trouble.FULL,
    "readonly database": Trouble.READ_ONLY,
    "unable to open database": Trouble.DISK,
    "disk i/o error": Trouble.DISK,
    "database is locked": Trouble.BUSY,
}


def trouble_behind(error: BaseException | None) -> Trouble | None:
    """What the disk or the database complained about, anywhere behind an error, or None."""
    return next((found for cause in _causes(error) if (found := _trouble(cause)) is not None), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _trouble(error: BaseException) -> Trouble | None:
    if isinstance(error, OSError):
        if error.errno in FULL:
            return Trouble.FULL
        return Trouble.READ_ONLY if error.errno in READ_ONLY else None
    said = str(error).lower()
    found = next((trouble for words, trouble in SAID_BY_SQLITE.items() if words in said), None)
    # Where nothing can be written SQLite cannot open its log either, and says no more than that.
    return Trouble.READ_ONLY if found is Trouble.DISK and not _writable() else found


def _writable() -> bool:
    """Whether files can be made where the data lie."""
    return os.access(database_file().parent, os.W_OK)
