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
        """As in `Engine`; a part is lost when `allowed-failures` workers and one more died over it, and again alone.

        Dask gives up every part that was so often in the hands of a worker that died, also one that only waited there.
        """
        run = uuid4().hex[:8]
        with self.client() as client:

            def submit(number: int, name: str = "part") -> Any:
                key = f"unknot-{run}-{name}-{number}"
                return client.submit(work, part_of(number), key=key, pure=False, retries=RETRIES)

            coming = iter(numbers)
            in_hand = IN_HAND * max(len(client.nthreads()), 1)
            running = distributed.as_completed(map(submit, islice(coming, in_hand)), loop=client.loop)
            suspects: list[int] = []
            for future in running:
                number, found = int(future.key.rpartition("-")[2]), _found(future)
                # Whatever is held here is computed anew when the worker that has it dies.
                del future
                running.update(submit(number) for number in islice(coming, 1))
                if isinstance(found, Lost):
                    suspects.append(number)
                else:
                    yield number, found
            for number in suspects:
                yield number, _found(submit(number, "alone"))

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
        count = self.workers or os.cpu_count() or 1
        cluster = distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            memory_limit=MEMORY,
            dashboard_address="127.0.0.1:0",  # any free port: two runs at once must not want the same
        )
        with cluster, distributed.Client(cluster, set_as_default=False) as client:
            client.register_plugin(_Prepared())
            yield client
            # Dask trips over closing a cluster while a worker that died is just being started again.
            with suppress(TimeoutError):
                client.wait_for_workers(count, timeout=_WAIT)


def _found(future: Any) -> Any:
    """What a part came to: its result, or that it is lost."""
    try:
        return future.result()
    except distributed.KilledWorker as error:
        return Lost(f"Workers died over this part of the caseload: {error}")
