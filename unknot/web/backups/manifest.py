"""What a database holds: for every table the number of rows and a hash of them all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unknot.errors import UnknotError
from unknot.web.database.base import connect

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


@dataclass(frozen=True, slots=True)
class Contents:
    """The rows of one table.

    Attributes:
        rows: How many there are.
        digest: SHA-256 of them all, in the order of their numbers.
    """

    rows: int
    digest: str


def checked_manifest(path: Path, key: bytes) -> Mapping[str, Contents]:
    """Check a closed database file from end to end, and say what it holds.

    Args:
        path: The file.
        key: Its key.

    Raises:
        UnknotError: If a page, an index or a reference in it is broken.
    """
    connection = connect(key, str(path))
    try:
        broken = [
            *(found for (found,) in connection.execute("PRAGMA integrity_check") if found != "ok"),
            *(found for (found,) in connection.execute("PRAGMA cipher_integrity_check")),
            *(f"a row of '{row[0]}' refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")),
        ]
        if broken:
            raise UnknotError(
                "The copy of the database is damaged.",
                given=f"{broken[0]} ({len(broken)} in all)",
                todo="Use another backup. If this happens with a fresh one, look at the disk.",
            )
        names = [name for (name,) in connection.execute(TABLES)]
        return {name: _contents(connection, name) for name in names}
    finally:
        connection.close()


def applied_migrations(path: Path, key: bytes) -> list[tuple[str, str]]:
    """Which changes of the tables were made to a closed database file, as app and name; none before the first.

    Args:
        path: The file.
        key: Its key.
    """
    connection = connect(key, str(path))
    try:
        if "django_migrations" not in {name for (name,) in connection.execute(TABLES)}:
            return []
        return list(connection.execute("SELECT app, name FROM django_migrations"))
    finally:
        connection.close()


def _contents(connection: Any, table: str) -> Contents:
    digest, count = hashlib.sha256(), 0
    for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
        digest.update(repr(row).encode())
        count += 1
    return Contents(count, digest.hexdigest())
