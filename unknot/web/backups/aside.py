"""What a restore has replaced: set aside for a month, then thrown away, so that nobody who was erased stays in it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from unknot.web.home import data_folder

MARK, STAMP = ".before-", "%Y%m%dT%H%M%S%f"
KEPT = timedelta(days=30)
LOG = "-wal"


def set_aside(path: Path) -> Path | None:
    """Give a file another name, and what belongs to it; None where there is no such file."""
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}{MARK}{datetime.now(UTC).strftime(STAMP)}")
    log = path.with_name(path.name + LOG)
    if log.exists():
        # A damaged database could not empty its log; under this name SQLite finds it again.
        log.replace(aside.with_name(aside.name + LOG))
    try:
        # A second name leaves no moment in which the first is nobody's.
        os.link(path, aside)
    except OSError:
        path.replace(aside)
    return aside


def clear_aside(now: datetime) -> None:
    """Throw away what was set aside more than a month ago."""
    for path in data_folder().glob(f"*{MARK}*"):
        made = _made(path)
        if made is not None and now - made > KEPT:
            path.unlink(missing_ok=True)


def _made(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name.rpartition(MARK)[2].removesuffix(LOG), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
