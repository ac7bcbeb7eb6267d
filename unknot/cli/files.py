"""Writing where a person said: one clear message where that cannot be done."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from unknot.errors import UnknotError


@contextmanager
def written(path: Path) -> Generator[None]:
    """Turn a failure to write to a path into a message.

    Raises:
        UnknotError: If something inside cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise UnknotError(
            "The result cannot be written.",
            given=f"'{path}' ({error.strerror or error})",
            todo="Name a place in a folder that you may write to.",
        ) from error


def make_room(path: Path) -> None:
    """Make the folder of a file that is going to be written, so that a bad place is found before the long work.

    Raises:
        UnknotError: If the folder cannot be made, or the place of the file is taken by a folder.
    """
    if path.is_dir():
        raise UnknotError("The result cannot be written.", given=f"'{path}', a folder", todo="Name a file in it.")
    with written(path):
        path.parent.mkdir(parents=True, exist_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file.

    Raises:
        UnknotError: If it cannot be written.
    """
    with written(path):
        path.write_text(text, encoding="utf-8")
