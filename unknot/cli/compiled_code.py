"""Where compiled code is kept between runs, so that only the first report waits for the compiler."""

from __future__ import annotations

import os


def keep_compiled_code() -> None:
    """Keep compiled code in the folder named by UNKNOT_CACHE, or in the user's cache."""
    import jax
    from platformdirs import user_cache_dir

    folder = os.environ.get("UNKNOT_CACHE") or user_cache_dir("unknot")
    jax.config.update("jax_compilation_cache_dir", folder)
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.1)
