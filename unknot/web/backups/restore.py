"""Restoring a backup: checked first, then put in place as a whole; what was there is set aside."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from unknot.errors import UnknotError
from unknot.web.backups.aside import set_aside
from unknot.web.backups.make import refuse_other_databases, rehearse, scratch
from unknot.web.backups.manifest import applied_migrations
from unknot.web.backups.sealing import DATABASE, Backup, WrongKeyError, opens, unseal, wrapped_keys
from unknot.web.data.tombstones import tombstone_file
from unknot.web.database.base import connect, encrypting
from unknot.web.database.in_use import is_open
from unknot.web.database.versions import refuse_newer
from unknot.web.home import database_file
from unknot.web.keys.recovery import spelled
from unknot.web.keys.unlock import database_key, kept_key, key_file
from unknot.web.keys.wrapping import PASSPHRASE, RECOVERY, WrongWordsError, unwrap, wrap

if TYPE_CHECKING:
    from collections.abc import Generator


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked while restoring.

    Attributes:
        words: Asks for the passphrase of the backup or the code on its recovery sheet.
        new_passphrase: Asks for a passphrase from now on, where only the recovery code is known.
    """

    words: Callable[[], str]
    new_passphrase: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored.

    Attributes:
        rows: How many rows.
        aside: Where the database that was there before lies now, or None.
        passphrase: What opens the data from now on, where somebody typed it.
    """

    rows: int
    aside: Path | None
    passphrase: str | None = field(default=None, repr=False)


def restore(file: Path, asked: Asked) -> Restored:
    """Put a backup in the place of the practice's data.

    Args:
        file: The backup.
        asked: How to ask for what is not known.

    Raises:
        UnknotError: If the backup does not open or is damaged, or the practice's data are in use. Nothing was changed
            then.
    """
    refuse_other_databases()
    with _clear_errors(file):
        own = kept_key()
        key, words = _key_of(file, own, asked)
        backup = unseal(file, key)
        manifest = rehearse(file, key)
        _refuse_newer(backup, key)
        passphrase = words if own == key or words is None else _passphrase_for(file, words, asked)
        _refuse_in_use(own)
        # First, so that nobody who was erased is there again without their tombstone, whatever happens next.
        _bury_again(backup.erased)
        aside = _put_in_place(backup)
        if own != key:
            _put_keys(wrapped_keys(file), key, passphrase)
        database_key.cache_clear()
        return Restored(sum(contents.rows for contents in manifest.values()), aside, passphrase)


def _refuse_newer(backup: Backup, key: bytes) -> None:
    with scratch() as folder:
        (folder / DATABASE).write_bytes(backup.database)
        refuse_newer(applied_migrations(folder / DATABASE, key))


def _key_of(file: Path, own: bytes | None, asked: Asked) -> tuple[bytes, str | None]:
    """The key of a backup, and the words that gave it where somebody was asked."""
    if own is not None and opens(file, own):
        return own, None
    given = os.environ.get("UNKNOT_PASSPHRASE")
    for words in filter(None, (given, None if given else asked.words())):
        for kind, spelling in ((PASSPHRASE, words), (RECOVERY, spelled(words))):
            try:
                return _unwrapped(file, kind, spelling), words
            except WrongWordsError:
                continue
    raise WrongKeyError(
        "These words do not open the backup.",
        given=f"'{file}'",
        todo="Type the passphrase that the practice had then, or the code on its recovery sheet.",
    )


def _unwrapped(file: Path, kind: str, words: str) -> bytes:
    """The key in a backup under some words; the wrapped keys lie in a file of their own for a moment."""
    beside = key_file().with_suffix(".restoring")
    try:
        beside.write_bytes(wrapped_keys(file))
        return unwrap(beside, kind, words)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknotError("The backup is damaged.", given=f"'{file}' (its keys)", todo="Use another one.") from error
    finally:
        beside.unlink(missing_ok=True)


def _passphrase_for(file: Path, words: str, asked: Asked) -> str:
    """The passphrase from now on: the words themselves, unless they are the recovery code."""
    try:
        _unwrapped(file, PASSPHRASE, words)
    except WrongWordsError:
        return asked.new_passphrase()
    return words


def _refuse_in_use(key: bytes | None) -> None:
    """Refuse while anybody is connected to the database; otherwise all of it is in one file afterwards.

    What is so damaged that it does not open, or opens with a key that nobody has, is what a backup is for.

    Args:
        key: The key of the data that are here, where it is known.

    Raises:
        UnknotError: If the app is running.
    """
    if is_open(database_file()):
        raise _in_use("another process has the database open")
    if key is None or not database_file().exists():
        return
    try:
        connection = connect(key, str(database_file()), timeout=0)
    except (UnknotError, encrypting.DatabaseError):
        return
    try:
        # Leaving WAL mode needs the file to itself, and empties the log into it.
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except encrypting.DatabaseError as error:
        if "locked" in str(error):
            raise _in_use(str(error)) from error
    finally:
        connection.close()


def _in_use(given: str) -> UnknotError:
    return UnknotError("The practice's data are in use.", given=given, todo="Stop Unknot, then restore again.")


def _put_in_place(backup: Backup) -> Path | None:
    """Swap the database for the one in a backup; the one that was there before is set aside."""
    target = database_file()
    fresh = target.with_suffix(".restored")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(backup.database)
            file.flush()
            os.fsync(file.fileno())
        aside = set_aside(target)
        target.with_name(f"{target.name}-shm").unlink(missing_ok=True)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def _put_keys(keys: bytes, key: bytes, passphrase: str | None) -> None:
    set_aside(key_file())
    key_file().write_bytes(keys)
    key_file().chmod(0o600)
    if passphrase is not None:
        wrap(key_file(), PASSPHRASE, passphrase, key)


def _bury_again(erased: bytes) -> None:
    """Add the tombstones of a backup to those that are here."""
    path = tombstone_file()
    here = path.read_bytes() if path.exists() else b""
    fresh = [line for line in erased.splitlines() if line and line not in here.splitlines()]
    if fresh:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as file:
            file.write(b"\n".join([*fresh, b""]))
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def _clear_errors(file: Path) -> Generator[None]:
    """What disk and driver complain about, as one message."""
    try:
        yield
    except (OSError, encrypting.Error) as error:
        raise UnknotError(
            "The backup could not be restored.",
            given=f"'{file}' ({error})",
            todo="Is the disk full, or may nobody write there? Then restore again.",
        ) from error
