"""All tests share compiled code, between processes and runs, as reports do: each function waits for the compiler once.

Its keys hold the sources of the equations (`unknot/model/traced.py`); `make clean` removes it.
"""

from __future__ import annotations

import os

import pytest

from unknot.compiled_code import keep_compiled_code


def pytest_configure(config: pytest.Config) -> None:
    # Tests that run within a test come without a cache of pytest's, and share that of the outer ones.
    if hasattr(config, "cache"):
        os.environ["UNKNOT_CACHE"] = str(config.cache.mkdir("compiled"))
    keep_compiled_code()
