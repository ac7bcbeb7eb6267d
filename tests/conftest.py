"""All tests share compiled code, between processes and runs, as reports do: each function waits for the compiler once.

What is kept is known by what it was compiled from: the lowered code (JAX), the source file (Numba), the sources of all
equations (`unknot/model/traced.py`). `make clean` removes it; UNKNOT_CACHE names another folder.
"""

from __future__ import annotations

import os

import pytest

from unknot.compiled_code import keep_compiled_code


def pytest_configure(config: pytest.Config) -> None:
    # Tests that run within a test come without a cache of pytest's, and share that of the outer ones.
    if hasattr(config, "cache"):
        os.environ.setdefault("UNKNOT_CACHE", str(config.cache.mkdir("compiled")))
    if "UNKNOT_CACHE" in os.environ:
        keep_compiled_code()
