"""The engine for one machine: a process for each core."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from unknot.caseload.engine import Found, Lost, Task, prepare_worker

IN_HAND = 2
"""Parts that each worker has at most, the one it works on included."""


@dataclass(frozen=True)
class Processes:
    """Worker processes on this machine.

    Attributes:
        workers: How many; one for each core when left out.
    """

    workers: int | None = None

    def each(
        self, work: Callable[[Task], Found], numbers: Sequence[int], part_of: Callable[[int], Task]
    ) -> Iterator[tuple[int, Found | Lost]]:
        """As in `Engine`; parts in hand when a worker dies are tried once more, each in a process of its own."""
        waiting = deque(numbers)
        while waiting:
            suspects = yield from self._together(work, waiting, part_of)
            for number in suspects:
                yield number, self._alone(work, part_of(number))

    def _together(
        self, work: Callable[[Task], Found], waiting: deque[int], part_of: Callable[[int], Task]
    ) -> Generator[tuple[int, Found | Lost], None, list[int]]:
        count = min(self.workers or os.cpu_count() or 1, len(waiting))
        running: dict[Future[Found], int] = {}
        pool = _pool(count)
        try:
            while waiting or running:
                while waiting and len(running) < IN_HAND * count:
                    running[pool.submit(work, part_of(waiting[0]))] = waiting[0]
                    waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    found = future.result()
                    yield running.pop(future), found
        except BrokenProcessPool:
            return sorted(running.values())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        return []

    def _alone(self, work: Callable[[Task], Found], part: Task) -> Found | Lost:
        with _pool(1) as pool:
            try:
                return pool.submit(work, part).result()
            except BrokenProcessPool:
                return Lost("The worker process died over this part of the caseload, twice.")


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=prepare_worker)
