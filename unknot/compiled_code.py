"""Where compiled code is kept between runs, so that only the first report waits for the compiler."""

from __future__ import annotations

import os
import sys

SHORTEST = 0.0
"""Compiling that took less is not kept [second]: all is, as reading takes less than the quickest compiling."""


def keep_compiled_code() -> None:
    """Keep compiled code in the folder named by UNKNOT_CACHE, or in the user's cache.

    Neither JAX nor Numba is imported for it: they read the environment when they are imported, and JAX is told directly
    where it already was.
    """
    from platformdirs import user_cache_dir

    folder = os.environ.get("UNKNOT_CACHE") or user_cache_dir("unknot")
    os.environ.setdefault("NUMBA_CACHE_DIR", os.path.join(folder, "numba"))
    os.environ["JAX_COMPILATION_CACHE_DIR"] = folder
    os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = str(SHORTEST)
    if "jax" in sys.modules:
        config = sys.modules["jax"].config
        config.update("jax_compilation_cache_dir", folder)
        config.update("jax_persistent_cache_min_compile_time_secs", SHORTEST)
