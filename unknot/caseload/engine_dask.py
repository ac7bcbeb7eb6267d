"""The engine for many machines: Dask distributed, which hands out, retries and survives the death of workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import uuid4

from unknot.caseload.engine import Found, Lost, Task, prepare_worker
from unknot.errors import UnknotError

try:
    import distributed
    from distributed.diagnostics.plugin import WorkerPlugin
except ImportError as error:
    raise UnknotError("This needs Dask.", todo="Install it with: pip install 'unknot[machines]'.") from error

IN_HAND = 3
"""Parts for each worker that the scheduler holds at most: enough that nobody waits, and memory stays bounded."""
RETRIES = 2
"""How often a part is tried again after an error that is not a client's."""
MEMORY = "3GiB"
"""Memory of each worker of a cluster started here, at which it is restarted; see docs/scaling.md for what one needs."""
_WAIT = 60


class _Prepared(WorkerPlugin):
    """Sets up every worker, those that join later too."""

    name = "unknot"

    def setup(self, worker: Any) -> None:
        """Called by Dask before the worker's first part."""
        prepare_worker()


@dataclass(frozen=True)
class Dask:
    """Workers of a Dask cluster.

    Attributes:
        scheduler: Address of a running scheduler; None to start worker processes on this machine.
        workers: How many to start; one for each core when left out.
    """

    scheduler: str | None = None
    workers: int | None = None

    def each(
        self, work: Callable[[Task], Found], numbers: Sequence[int], part_of: Callable[[int], Task]
    ) -> Iterator[tuple[int, Found | Lost]]:
        """As in `Engine`; a part is lost when `allowed-failures` workers died while it was the only one in hand.

        Dask gives up every part that was in a worker's hands so often when it died, also one that only waited there.
        """
        run = uuid4().hex[:8]
        with self.client() as client:

            def submit(number: int, name: str = "part") -> Any:
                key = f"unknot-{run}-{name}-{number}"
                return client.submit(work, part_of(number), key=key, pure=False, retries=RETRIES)

            coming = iter(numbers)
            first = [submit(number) for number in islice(coming, IN_HAND * max(len(client.nthreads()), 1))]
            running = distributed.as_completed(first, loop=client.loop)
            suspects: list[int] = []
            for future in running:
                number = int(future.key.rpartition("-")[2])
                running.update(submit(number) for number in islice(coming, 1))
                try:
                    yield number, future.result()
                except distributed.KilledWorker:
                    suspects.append(number)
            for number in suspects:
                try:
                    yield number, submit(number, "alone").result()
                except distributed.KilledWorker as error:
                    yield number, Lost(f"Workers died over this part of the caseload: {error}")

    @contextmanager
    def client(self) -> Generator[Any]:
        """A client of the cluster, with every worker set up.

        Raises:
            UnknotError: If no scheduler answers.
        """
        if self.scheduler is not None:
            try:
                client = distributed.Client(self.scheduler, timeout=_WAIT, set_as_default=False)
            except (OSError, ValueError) as error:
                raise UnknotError(
                    "No Dask scheduler answers.", given=f"'{self.scheduler}' ({error})", todo="Check its address."
                ) from error
            with client:
                client.register_plugin(_Prepared())
                yield client
            return
        cluster = distributed.LocalCluster(
            n_workers=self.workers or os.cpu_count(),
            threads_per_worker=1,
            processes=True,
            memory_limit=MEMORY,
            dashboard_address="127.0.0.1:0",  # any free port: two runs at once must not want the same
        )
        with _closed_at_the_end(cluster), distributed.Client(cluster, set_as_default=False) as client:
            client.register_plugin(_Prepared())
            yield client


@contextmanager
def _closed_at_the_end(cluster: Any) -> Generator[None]:
    """Close a cluster; Dask trips where a worker that died is just being started again, and nothing is lost by that."""
    try:
        yield
    finally:
        with suppress(AssertionError):
            cluster.close()
