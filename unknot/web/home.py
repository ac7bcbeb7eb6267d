"""Where a practice's data lie."""

from __future__ import annotations

import os
from pathlib import Path

from unknot.errors import UnknotError


def data_folder() -> Path:
    """The folder named by UNKNOT_HOME, or the user's data folder; nobody but the user may look into it.

    Raises:
        UnknotError: If it cannot be made.
    """
    from platformdirs import user_data_dir

    folder = Path(os.environ.get("UNKNOT_HOME") or user_data_dir("unknot", appauthor=False)).expanduser()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnknotError(
            "The folder for the practice's data cannot be made.",
            given=f"'{folder}' ({error.strerror or error})",
            todo="Name a folder that you may write to in UNKNOT_HOME.",
        ) from error
    return folder


def database_file() -> Path:
    """The encrypted database of the practice."""
    return data_folder() / "practice.db"


def kept_secret(name: str, length: int = 50) -> str:
    """A random text kept in a file of the data folder that only its owner may read; made when there is none."""
    import secrets

    path = data_folder() / name
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        # Two processes may start at once: the one that comes second reads what the first wrote.
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return kept_secret(name, length)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(length))
        return path.read_text(encoding="ascii")
