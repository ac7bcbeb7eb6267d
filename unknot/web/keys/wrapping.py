"""The database key under a passphrase or a recovery code: Argon2id makes a key of it, AES-GCM wraps.

The wrapped keys lie beside the database in `key.json`. Whoever has the file has nothing without the words.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PASSPHRASE, RECOVERY = "passphrase", "recovery"
# OWASP's first choice for Argon2id: 46 MiB, one pass, one lane.
MEMORY_KIB, PASSES, LANES = 47104, 1, 1


class WrongWordsError(Exception):
    """The words do not unwrap the key."""


def wrap(path: Path, kind: str, words: str, key: bytes) -> None:
    """Add the key, wrapped under some words, to a file; an older one of the same kind is replaced.

    Args:
        path: The file of wrapped keys.
        kind: PASSPHRASE or RECOVERY.
        words: What a person keeps.
        key: The key to wrap.
    """
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_derived(words, salt)).encrypt(nonce, key, kind.encode())
    entry = {name: b64encode(part).decode() for name, part in (("salt", salt), ("nonce", nonce), ("sealed", sealed))}
    entries = {**read(path), kind: entry}
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        json.dump(entries, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def unwrap(path: Path, kind: str, words: str) -> bytes:
    """The key under some words.

    Raises:
        WrongWordsError: If the words are others, or the file holds no key of this kind.
    """
    entry = read(path).get(kind)
    if entry is None:
        raise WrongWordsError
    salt, nonce, sealed = (b64decode(entry[name]) for name in ("salt", "nonce", "sealed"))
    try:
        return AESGCM(_derived(words, salt)).decrypt(nonce, sealed, kind.encode())
    except InvalidTag as error:
        raise WrongWordsError from error


def read(path: Path) -> dict[str, dict[str, str]]:
    """The wrapped keys in a file by kind; none where there is no file."""
    return json.loads(path.read_text(encoding="ascii")) if path.exists() else {}


def _derived(words: str, salt: bytes) -> bytes:
    return hash_secret_raw(words.encode(), salt, PASSES, MEMORY_KIB, LANES, 32, Type.ID)
