"""Making a backup: copy, check, seal, write, restore for practice, and only then call it verified."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from unknot.errors import UnknotError
from unknot.web.backups import rotation
from unknot.web.backups.manifest import Contents, checked_manifest
from unknot.web.backups.sealing import DATABASE, Backup, seal, unseal
from unknot.web.backups.shelf import (
    Kept,
    all_kept,
    last_verified,
    made_shelf,
    mark_verified,
    new_place,
    shelf,
    throw_away,
)
from unknot.web.data.tombstones import tombstone_file
from unknot.web.database.base import connect, encrypting
from unknot.web.home import database_file
from unknot.web.keys.unlock import database_key, key_file

if TYPE_CHECKING:
    from collections.abc import Generator

_one_at_a_time = threading.Lock()


def back_up(now: datetime | None = None) -> Kept:
    """Make a backup of the encrypted database and prove that it can be restored.

    The database may be in use: SQLite's own backup copies a moment of it. Nothing is ever written in the clear.

    Args:
        now: What time it is; the clock's time when left out.

    Returns:
        The backup on its shelf, verified.

    Raises:
        UnknotError: If the data are not in the encrypted file, the copy is damaged, or the disk refuses it.
    """
    refuse_other_databases()
    moment = now or datetime.now(UTC)
    with _one_at_a_time, _clear_errors():
        place = new_place(moment)
        _write(place, _sealed())
        manifest = rehearse(place, database_key())
        mark_verified(place, manifest, datetime.now(UTC))
        made = next(kept for kept in all_kept() if kept.path == place)
        clear_up(made)
        return made


def rehearse(place: Path, key: bytes) -> Mapping[str, Contents]:
    """Restore a backup into a scratch folder and compare what is there with what was copied.

    Args:
        place: The file of the backup.
        key: The key of the database.

    Raises:
        UnknotError: If it does not open, is damaged, or holds something else.
    """
    backup = unseal(place, key)
    with scratch() as folder:
        (folder / DATABASE).write_bytes(backup.database)
        found = checked_manifest(folder / DATABASE, key)
    if found != backup.manifest:
        wrong = [name for name in {*found, *backup.manifest} if found.get(name) != backup.manifest.get(name)]
        raise UnknotError(
            "The backup holds something else than what was copied.",
            given=", ".join(sorted(wrong)),
            todo="Make another one, and look at the disk.",
        )
    return found


def clear_up(made: Kept | None = None) -> None:
    """Throw away what the rule does not keep; the latest verified backup always stays.

    Args:
        made: The one just made, which stays as well: by a clock that was set back it may look old.
    """
    there, verified = all_kept(), last_verified()
    stays = rotation.kept(kept.made_at for kept in there)
    for kept in there:
        if kept.made_at not in stays and kept not in (verified, made):
            throw_away(kept)


def refuse_other_databases() -> None:
    """Refuse where the data are not in the encrypted file.

    Raises:
        UnknotError: If they are in PostgreSQL.
    """
    if os.environ.get("UNKNOT_DATABASE_URL"):
        raise UnknotError(
            "The data of this practice lie in PostgreSQL.",
            given="UNKNOT_DATABASE_URL",
            todo="Back them up and restore them with PostgreSQL's own programs; docs/clinic.md says how.",
        )


def _sealed() -> bytes:
    key = database_key()
    with scratch() as folder:
        copy = folder / DATABASE
        _copy(copy, key)
        manifest = checked_manifest(copy, key)
        erased = tombstone_file().read_bytes() if tombstone_file().exists() else b""
        keys = key_file().read_bytes() if key_file().exists() else b"{}"
        return seal(Backup(copy.read_bytes(), manifest, erased), key, keys)


def _copy(target: Path, key: bytes) -> None:
    source = connect(key, str(database_file()), timeout=20)
    try:
        copy = connect(key, str(target))
        try:
            source.backup(copy)
        finally:
            copy.close()
    finally:
        source.close()


def _write(place: Path, content: bytes) -> None:
    """Write a file so that it is there as a whole or not at all."""
    fresh = place.with_suffix(".new")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def scratch() -> Generator[Path]:
    """A folder beside the backups, where as much room is needed anyway."""
    folder = Path(tempfile.mkdtemp(prefix=".work-", dir=made_shelf()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _clear_errors() -> Generator[None]:
    """What disk and driver complain about, as one message."""
    try:
        yield
    except (OSError, encrypting.Error) as error:
        raise UnknotError(
            "The backup could not be made; earlier ones are untouched.",
            given=f"'{shelf()}' ({error})",
            todo="Is the disk full, or may nobody write there? UNKNOT_BACKUPS names another folder.",
        ) from error
