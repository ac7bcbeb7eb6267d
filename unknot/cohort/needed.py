"""The libraries that cohorts need beside those of Unknot, with one clear message where they are missing."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from unknot.errors import UnknotError

_TODO = "Install it: pip install 'unknot[cohort]'."


def polars_library() -> Any:
    """Polars, which reads and writes Parquet.

    Raises:
        UnknotError: If it is not installed.
    """
    try:
        import polars
    except ImportError:
        raise UnknotError("Tables of cohorts need Polars.", todo=_TODO) from None
    return polars


def check_compiler() -> None:
    """See that equations can be compiled.

    Raises:
        UnknotError: If llvmlite is not installed.
    """
    if find_spec("llvmlite") is None:
        raise UnknotError("Simulating cohorts needs llvmlite, which compiles the equations.", todo=_TODO)
