"""Which database: the encrypted file, or PostgreSQL by one setting."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from unknot.errors import UnknotError
from unknot.web.home import database_file


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings for a database.

    Args:
        url: `postgresql://user:password@host:port/name`, or nothing for the encrypted file. What follows a question
            mark is handed to the driver, such as `sslmode=verify-full`.

    Raises:
        UnknotError: If the address is of another kind.
    """
    if not url:
        return {
            "ENGINE": "unknot.web.database",
            "NAME": str(database_file()),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise UnknotError(
            "This kind of database is not known.",
            given=f"UNKNOT_DATABASE_URL with '{parts.scheme}'",
            todo="Give postgresql://user:password@host/name, or leave it out for the encrypted file.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
