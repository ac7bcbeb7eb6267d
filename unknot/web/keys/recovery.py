"""The recovery code: what a practice prints, keeps in a drawer, and opens its data with when all else is lost."""

from __future__ import annotations

import secrets
from pathlib import Path

from unknot.web.keys.wrapping import RECOVERY, WrongWordsError, unwrap, wrap

# Crockford's alphabet: no I, L, O or U, so that nothing is misread from paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LENGTH = 6, 5


def new_code() -> str:
    """A code of 150 random bits in groups, as it is printed."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def spelled(code: str) -> str:
    """A code as it was meant: typed in lower case, with spaces, or with an O for a zero."""
    return "".join(code.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))


def keep(path: Path, code: str, key: bytes) -> None:
    """Let a code open the key from now on; an earlier code stops doing so."""
    wrap(path, RECOVERY, spelled(code), key)


def opens(path: Path, code: str, key: bytes) -> bool:
    """Whether a code, as read off the sheet, brings back the key."""
    try:
        return secrets.compare_digest(unwrap(path, RECOVERY, spelled(code)), key)
    except WrongWordsError:
        return False
