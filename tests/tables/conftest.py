from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from unknot.tables.load import read_records


@pytest.fixture
def read(tmp_path: Path):
    """Reads tables given as text or bytes."""

    def reader(responses: str | bytes, doses: str | bytes | None = None, **options: Any):
        paths = []
        for name, content in (("responses.csv", responses), ("doses.csv", doses)):
            if content is not None:
                path = tmp_path / name
                path.write_bytes(content.encode() if isinstance(content, str) else content)
                paths.append(path)
        return read_records(*paths, **options)

    return reader


@pytest.fixture
def read_one(read: Any):
    """Reads tables of one person."""

    def reader(*tables: str | bytes, **options: Any):
        (record,) = read(*tables, **options)
        return record

    return reader
