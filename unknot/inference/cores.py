"""Compiled code on all cores: it runs outside the interpreter's lock, so threads are enough."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")


def on_all_cores(run: Callable[[Part], Found], parts: Sequence[Part]) -> list[Found]:
    """What a compiled function finds for each of several parts of one size.

    Each core takes the next part; the first part goes ahead alone, because two threads would both compile.
    """
    first, *others = parts
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [run(first), *pool.map(run, others)]
