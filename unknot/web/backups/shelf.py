"""Where backups lie, which there are, and when each was last proved to open."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from unknot.web.backups.manifest import Contents
from unknot.web.home import data_folder

STAMP = "%Y%m%dT%H%M%S%fZ"
PREFIX, SUFFIX = "practice-", ".unknot-backup"


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup on the shelf.

    Attributes:
        path: Its file.
        made_at: When it was made.
        verified_at: When it was restored for practice and held the same, or None.
        rows: How many rows it holds; 0 where it was never verified.
        size: Its size [byte].
    """

    path: Path
    made_at: datetime
    verified_at: datetime | None
    rows: int
    size: int


def shelf() -> Path:
    """The folder of the backups: the one named by UNKNOT_BACKUPS, or `backups` beside the data."""
    return Path(os.environ.get("UNKNOT_BACKUPS") or data_folder() / "backups").expanduser()


def made_shelf() -> Path:
    """The same folder, made where it is not there yet.

    Raises:
        OSError: If the disk refuses it.
    """
    folder = shelf()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def new_place(now: datetime) -> Path:
    """Where a backup made now will lie."""
    return made_shelf() / f"{PREFIX}{now.astimezone(UTC).strftime(STAMP)}{SUFFIX}"


def all_kept() -> list[Kept]:
    """Every backup, latest first."""
    found = (_kept(path) for path in shelf().glob(f"{PREFIX}*{SUFFIX}"))
    return sorted(filter(None, found), key=lambda kept: kept.made_at, reverse=True)


def last_verified(now: datetime | None = None) -> Kept | None:
    """The latest backup that is known to open, or None.

    Args:
        now: What time it is; the clock's time when left out. One from the future, as after a wrong clock, says nothing
            about how old the data in it are, and does not count.
    """
    moment = now or datetime.now(UTC)
    return next((kept for kept in all_kept() if kept.verified_at is not None and kept.made_at <= moment), None)


def mark_verified(path: Path, manifest: Mapping[str, Contents], now: datetime) -> None:
    """Write down, beside a backup, that it was restored for practice: numbers of rows, nothing of what is in them."""
    said = {
        "verified_at": now.isoformat(timespec="seconds"),
        "tables": {name: contents.rows for name, contents in manifest.items()},
    }
    _mark(path).write_text(json.dumps(said, indent=1), encoding="ascii")


def throw_away(kept: Kept) -> None:
    """Remove a backup and what is said about it."""
    kept.path.unlink(missing_ok=True)
    _mark(kept.path).unlink(missing_ok=True)


def _mark(path: Path) -> Path:
    return path.with_suffix(".json")


def _kept(path: Path) -> Kept | None:
    try:
        made_at = datetime.strptime(path.name[len(PREFIX) : -len(SUFFIX)], STAMP).replace(tzinfo=UTC)
        said = json.loads(_mark(path).read_text(encoding="ascii")) if _mark(path).exists() else {}
        verified = datetime.fromisoformat(said["verified_at"]) if said else None
        return Kept(path, made_at, verified, sum(said.get("tables", {}).values()), path.stat().st_size)
    except (ValueError, KeyError, OSError):
        # A file that somebody put here, or a mark that a full disk cut short.
        return None
