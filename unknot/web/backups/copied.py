"""What is known here about copies in the storage: a mark beside each backup, and what went wrong last."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from unknot.web.backups.shelf import COPIED, Kept, all_kept, shelf
from unknot.web.backups.storage import Place
from unknot.web.backups.storage_trouble import Trouble

TROUBLE = "storage-trouble"


def copied_at(kept: Kept, place: Place) -> datetime | None:
    """When a backup was read back from a storage and held the same, or None.

    Args:
        kept: The backup.
        place: The storage; a copy in another one does not count.
    """
    try:
        said = json.loads(_mark(kept.path).read_text(encoding="utf-8"))
        return datetime.fromisoformat(said["at"]) if said["place"] == str(place) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def mark_copied(path: Path, place: Place, now: datetime) -> None:
    """Write down, beside a backup, that the storage gave it back whole."""
    said = {"at": now.isoformat(timespec="seconds"), "place": str(place)}
    _mark(path).write_text(json.dumps(said), encoding="utf-8")


def waiting(place: Place) -> list[Kept]:
    """The verified backups that the storage does not have, latest first."""
    return [kept for kept in all_kept() if kept.digest and copied_at(kept, place) is None]


def last_copied(place: Place, now: datetime) -> Kept | None:
    """The latest backup that the storage has; one from the future says nothing about how old the data are."""
    there = (kept for kept in all_kept() if kept.made_at <= now and copied_at(kept, place) is not None)
    return next(there, None)


def note_trouble(trouble: Trouble) -> None:
    """Keep what went wrong for the owner's page."""
    _trouble_file().write_text(trouble.value, encoding="ascii")


def forget_trouble() -> None:
    """All went well."""
    _trouble_file().unlink(missing_ok=True)


def noted_trouble() -> Trouble | None:
    """What went wrong last, or None where nothing did."""
    try:
        return Trouble(_trouble_file().read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _mark(path: Path) -> Path:
    return path.with_suffix(COPIED)


def _trouble_file() -> Path:
    return shelf() / TROUBLE
