"""Compiled code is kept where it was asked for, whether JAX was imported before or is imported later."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

BEFORE, AFTER = "import jax\nkeep_compiled_code()", "keep_compiled_code()\nassert 'jax' not in sys.modules\nimport jax"


@pytest.mark.parametrize("order", [BEFORE, AFTER], ids=["before", "after"])
def test_compiled_code_is_kept_in_the_folder_named(tmp_path, order):
    lines = ["import sys", "from unknot.compiled_code import keep_compiled_code", order]
    lines += ["print(jax.config.jax_compilation_cache_dir, jax.config.jax_persistent_cache_min_compile_time_secs)"]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("JAX_", "NUMBA_"))}
    ended = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env=surroundings | {"UNKNOT_CACHE": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended.stdout.split() == [str(tmp_path), "0.0"]
