"""Writing a file so that whoever reads it, or the next run after a power cut, finds all of it or none."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Generator[Path]:
    """Give a place beside a file to write to; it takes the file's place once all of it is on the disk.

    Args:
        path: The file.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    yield aside
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    aside.replace(path)
