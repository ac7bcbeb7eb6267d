"""Where backups lie, which there are, and when each was last proved to open."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from unknot.tables.file_digest import file_digest
from unknot.web.backups.manifest import Contents
from unknot.web.home import data_folder

STAMP = "%Y%m%dT%H%M%S%fZ"
PREFIX, SUFFIX = "practice-", ".unknot-backup"
VERIFIED, COPIED = ".json", ".copied"
"""What is said beside a backup: that it was restored for practice, that the object storage has it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup on the shelf.

    Attributes:
        path: Its file.
        made_at: When it was made.
        verified_at: When it was restored for practice and held the same, or None.
        rows: How many rows it holds; 0 where it was never verified.
        size: Its size [byte].
        digest: SHA-256 of the file as it was when it was verified; nothing where it was not.
    """

    path: Path
    made_at: datetime
    verified_at: datetime | None
    rows: int
    size: int
    digest: str = ""


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
        "sha256": file_digest(path),
        "tables": {name: contents.rows for name, contents in manifest.items()},
    }
    _mark(path).write_text(json.dumps(said, indent=1), encoding="ascii")


def throw_away(kept: Kept) -> None:
    """Remove a backup and what is said about it."""
    for path in (kept.path, *(kept.path.with_suffix(mark) for mark in (VERIFIED, COPIED))):
        path.unlink(missing_ok=True)


def made_at(name: str) -> datetime | None:
    """When a backup was made, by its name; None for what is not called like one."""
    try:
        return datetime.strptime(name, f"{PREFIX}{STAMP}{SUFFIX}").replace(tzinfo=UTC)
    except ValueError:
        return None


def _mark(path: Path) -> Path:
    return path.with_suffix(VERIFIED)


def _kept(path: Path) -> Kept | None:
    moment = made_at(path.name)
    if moment is None:
        # A file that somebody put here.
        return None
    try:
        said = json.loads(_mark(path).read_text(encoding="ascii")) if _mark(path).exists() else {}
        verified = datetime.fromisoformat(said["verified_at"]) if said else None
        rows, digest = sum(said.get("tables", {}).values()), said.get("sha256", "")
        return Kept(path, moment, verified, rows, path.stat().st_size, digest)
    except (ValueError, KeyError, OSError):
        # A mark that a full disk cut short.
        return None
