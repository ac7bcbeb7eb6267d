"""Chunks of a cohort kept on disk, so that an interrupted run goes on where it was."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import numpy as np

from unknot.cohort.summary import Summary
from unknot.errors import UnknotError
from unknot.tables.whole_file import whole_file

_SETTINGS = "settings.txt"


class Kept:
    """A folder with one file a chunk, each written whole or not at all."""

    def __init__(self, folder: Path, settings: str) -> None:
        """Make the folder, or go on with it.

        Args:
            folder: Where chunks are kept.
            settings: What they depend on, as one line.

        Raises:
            UnknotError: If it holds chunks of something else.
        """
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        note = folder / _SETTINGS
        if note.exists() and note.read_text(encoding="utf-8") != settings:
            raise UnknotError(
                "The chunks that are kept belong to other settings or another version.",
                given=str(folder),
                todo="Give the same options as then, another --out, or delete the folder.",
            )
        with whole_file(note) as aside:
            aside.write_bytes(settings.encode())

    def load(self, first: int) -> Summary | None:
        """The chunk that begins with a person, if it is kept."""
        path = self._path(first)
        if not path.exists():
            return None
        with np.load(path) as found:
            return Summary(**{one.name: found[one.name] for one in fields(Summary)})

    def save(self, first: int, summary: Summary) -> None:
        """Keep a chunk."""
        with whole_file(self._path(first)) as aside, aside.open("wb") as file:
            np.savez_compressed(file, **{one.name: getattr(summary, one.name) for one in fields(Summary)})

    def _path(self, first: int) -> Path:
        return self.folder / f"from-person-{first}.npz"


def remove(folder: Path) -> None:
    """Throw kept chunks away."""
    shutil.rmtree(folder)
