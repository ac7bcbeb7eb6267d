"""Unlocking the database: by the passphrase in UNKNOT_PASSPHRASE, else by the keyring of the operating system."""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

from unknot.errors import UnknotError
from unknot.web.home import data_folder, database_file
from unknot.web.keys.wrapping import PASSPHRASE, RECOVERY, WrongWordsError, read, unwrap, wrap

KEY_LENGTH = 32
SERVICE = "unknot"


def key_file() -> Path:
    """The file of the wrapped keys."""
    return data_folder() / "key.json"


@cache
def database_key() -> bytes:
    """The key of this practice's database; made when there is neither a key nor a database yet.

    Raises:
        UnknotError: If the key cannot be had.
    """
    words = os.environ.get("UNKNOT_PASSPHRASE")
    return _by_passphrase(words) if words else _by_keyring()


def kept_key() -> bytes | None:
    """The key that passphrase or keyring give here, database or not; None where they give none. None is ever made."""
    import keyring
    from keyring.errors import KeyringError

    words = os.environ.get("UNKNOT_PASSPHRASE")
    try:
        if words:
            return unwrap(key_file(), PASSPHRASE, words)
        kept = keyring.get_password(SERVICE, _name())
    except (WrongWordsError, KeyringError):
        return None
    return bytes.fromhex(kept) if kept else None


def wants_passphrase() -> bool:
    """Whether the database was made with a passphrase and none is set."""
    return not os.environ.get("UNKNOT_PASSPHRASE") and PASSPHRASE in read(key_file())


def recover(code: str, words: str) -> None:
    """Open the key with the recovery code and put it under a new passphrase.

    Raises:
        UnknotError: If the code does not open it.
    """
    from unknot.web.keys.recovery import spelled

    try:
        key = unwrap(key_file(), RECOVERY, spelled(code))
    except WrongWordsError as error:
        raise UnknotError(
            "The recovery code does not open this database.",
            given=f"a code for '{data_folder()}'",
            todo="Type the six groups from the recovery sheet that was printed last.",
        ) from error
    wrap(key_file(), PASSPHRASE, words, key)


def _by_passphrase(words: str) -> bytes:
    path = key_file()
    if PASSPHRASE not in read(path):
        if database_file().exists():
            raise _closed("a passphrase, but the database was not made with one")
        key = secrets.token_bytes(KEY_LENGTH)
        wrap(path, PASSPHRASE, words, key)
        return key
    try:
        return unwrap(path, PASSPHRASE, words)
    except WrongWordsError as error:
        raise _closed("another passphrase") from error


def _by_keyring() -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(SERVICE, _name())
        if kept is not None:
            return bytes.fromhex(kept)
        if database_file().exists():
            raise _closed("no passphrase, and the keyring knows nothing of it")
        key = secrets.token_bytes(KEY_LENGTH)
        keyring.set_password(SERVICE, _name(), key.hex())
    except KeyringError as error:
        raise UnknotError(
            "There is no keyring here that could keep the key of the database.",
            given=type(error).__name__,
            todo="Choose a passphrase and set it in UNKNOT_PASSPHRASE.",
        ) from error
    return key


def _name() -> str:
    """What the key is called in the keyring."""
    return str(data_folder().resolve())


def _closed(given: str) -> UnknotError:
    return UnknotError(
        f"The database in '{data_folder()}' stays closed.",
        given=given,
        todo="Set the right UNKNOT_PASSPHRASE, or use the recovery sheet: unknot recover.",
    )
