"""Reading a text file that a person named."""

from __future__ import annotations

from pathlib import Path

from unknot.errors import UnknotError


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        UnknotError: If it cannot be read as text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise UnknotError("A file cannot be read.", given=f"'{path}' ({reason})", todo="Check its name.") from error
