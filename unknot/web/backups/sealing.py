"""The file of a backup: a ZIP with an age file in it, and beside that what opens it, wrapped.

Every backup has an age identity of its own; the database's key wraps it, and `key.json` holds that key, wrapped under
the passphrase and under the recovery code. Whoever has the file has nothing without one of them; with one of them
nothing else is needed, also on a new computer.
"""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from unknot.errors import UnknotError
from unknot.web.backups.manifest import Contents

# The library does not say its types.
age: Any = pyrage

FORMAT = "unknot-backup/1"
KEYS, IDENTITY, SEALED, READ_ME = "key.json", "identity", "practice.age", "READ-ME.txt"
NONCE = 12
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, ValueError, OverflowError)
"""What reading a ZIP fails with, depending on which of its bytes are wrong."""
DATABASE, MANIFEST, ERASED = "practice.db", "manifest.json", "erased.log"
HOW_TO = """An encrypted backup of a practice that keeps its data with Unknot.

    unknot restore THIS-FILE

asks for the passphrase of the practice or for the code on its recovery sheet.
"""


class WrongKeyError(UnknotError):
    """The key does not open the backup."""


@dataclass(frozen=True)
class Backup:
    """What is in a backup.

    Attributes:
        database: The encrypted database file, as bytes.
        manifest: What it holds.
        erased: The tombstones of those who were erased before.
    """

    database: bytes
    manifest: Mapping[str, Contents]
    erased: bytes


def seal(backup: Backup, key: bytes, keys: bytes) -> bytes:
    """A backup as one encrypted file.

    Args:
        backup: What is in it.
        key: The key of the database.
        keys: The file of the wrapped keys.
    """
    identity, inner = age.x25519.Identity.generate(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as zipped:
        zipped.writestr(DATABASE, backup.database)
        zipped.writestr(MANIFEST, json.dumps({"format": FORMAT, "tables": _plain(backup.manifest)}))
        zipped.writestr(ERASED, backup.erased)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as zipped:
        zipped.writestr(READ_ME, HOW_TO)
        zipped.writestr(KEYS, keys)
        zipped.writestr(IDENTITY, _wrapped(str(identity), key))
        zipped.writestr(SEALED, age.encrypt(inner.getvalue(), [identity.to_public()]))
    return outer.getvalue()


def wrapped_keys(path: Path) -> bytes:
    """The file of wrapped keys in a backup.

    Raises:
        UnknotError: If the file is not a backup.
    """
    return _read(path, KEYS)


def opens(path: Path, key: bytes) -> bool:
    """Whether a key opens a backup.

    Raises:
        UnknotError: If the file is not a backup.
    """
    try:
        _identity(path, key)
    except WrongKeyError:
        return False
    return True


def unseal(path: Path, key: bytes) -> Backup:
    """What is in a backup.

    Args:
        path: The file.
        key: The key of the database.

    Raises:
        WrongKeyError: If the key is another one.
        UnknotError: If the file is not a backup, or is damaged.
    """
    identity = age.x25519.Identity.from_str(_identity(path, key))
    try:
        inner = age.decrypt(_read(path, SEALED), [identity])
    except age.DecryptError as error:
        raise UnknotError("The backup is damaged.", given=f"'{path}' ({error})", todo="Use another one.") from error
    with zipfile.ZipFile(io.BytesIO(inner)) as zipped:
        said: dict[str, Any] = json.loads(zipped.read(MANIFEST))
        if said["format"] != FORMAT:
            raise UnknotError(
                "The backup was made by a newer Unknot.", given=said["format"], todo="Restore it with that version."
            )
        manifest = {name: Contents(**contents) for name, contents in said["tables"].items()}
        return Backup(zipped.read(DATABASE), manifest, zipped.read(ERASED))


def _read(path: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as zipped:
            return zipped.read(name)
    except (*DAMAGED, OSError, KeyError, EOFError) as error:
        raise UnknotError(
            "This is not a backup that can be read.",
            given=f"'{path}' ({error})",
            todo="Name a file that `unknot backup` made; they lie in the folder 'backups' of the practice's data.",
        ) from error


def _identity(path: Path, key: bytes) -> str:
    wrapped = _read(path, IDENTITY)
    try:
        return AESGCM(_for_backups(key)).decrypt(wrapped[:NONCE], wrapped[NONCE:], FORMAT.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError(
            "The backup does not open.",
            given=f"'{path}'",
            todo="It was made with another passphrase, or the file is damaged.",
        ) from error


def _wrapped(identity: str, key: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_for_backups(key)).encrypt(nonce, identity.encode(), FORMAT.encode())


def _for_backups(key: bytes) -> bytes:
    """A key for backups alone, so that whoever learned it could still not open the database in use."""
    return HKDF(SHA256(), 32, salt=None, info=b"unknot backup").derive(key)


def _plain(manifest: Mapping[str, Contents]) -> dict[str, dict[str, object]]:
    return {name: asdict(contents) for name, contents in manifest.items()}
