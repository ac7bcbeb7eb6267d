"""Engines: who does the work. They hand out parts and bring back what became of them; none knows what is computed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Found = TypeVar("Found")

ONE_THREAD = {
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
}
"""The environment of a worker: one thread for each fit, as there is one worker for each core."""


@dataclass(frozen=True)
class Lost:
    """A part that no worker survived."""

    reason: str


class Engine(Protocol):
    """Something that works on many parts."""

    def each(
        self, work: Callable[[Task], Found], numbers: Sequence[int], part_of: Callable[[int], Task]
    ) -> Iterator[tuple[int, Found | Lost]]:
        """Work on parts and give back each result with its number as soon as it is there, in any order.

        Args:
            work: A function that another process can import.
            numbers: Which parts.
            part_of: Makes a part when its turn comes, so that few are in memory at once.
        """
        ...


class Local:
    """This process, one part after the other."""

    def each(
        self, work: Callable[[Task], Found], numbers: Sequence[int], part_of: Callable[[int], Task]
    ) -> Iterator[tuple[int, Found | Lost]]:
        """As in `Engine`."""
        for number in numbers:
            yield number, work(part_of(number))


def prepare_worker() -> None:
    """Set up a fresh worker process before anything heavy is imported in it."""
    from unknot.compiled_code import keep_compiled_code

    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
    keep_compiled_code()
