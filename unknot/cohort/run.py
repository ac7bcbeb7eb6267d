"""Simulating a cohort chunk by chunk on several threads; what comes out depends on neither."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from unknot.cohort.chunks import Kept
from unknot.cohort.needed import check_compiler
from unknot.cohort.results import Results
from unknot.cohort.study import Study
from unknot.cohort.summary import Summary, summarised

CHUNK = 8192


def simulate_cohort(
    study: Study,
    *,
    workers: int | None = None,
    chunk: int = CHUNK,
    keep: Path | None = None,
    done: Callable[[int], None] | None = None,
) -> Results:
    """Simulate a cohort.

    Args:
        study: Who, for how long, in which arms.
        workers: Threads; one for each core when left out.
        chunk: Persons at once on each thread; more of them take more memory and nothing else.
        keep: Folder for finished chunks, from which an interrupted run goes on; it is left for the caller to remove.
        done: Told how many persons are finished, each time some are.

    Raises:
        UnknotError: If the study cannot be simulated, or the folder holds chunks of another one.
    """
    check_compiler()
    from unknot.cohort.engine import Engine
    from unknot.cohort.kernel.compiled import LANES

    engine = Engine.of(study)
    chunk = -(-min(chunk, study.persons) // LANES) * LANES
    kept = None if keep is None else Kept(keep, f"{engine.fingerprint} {chunk}\n")
    total: Summary | None = None
    finished = 0

    def one(first: int) -> Summary:
        found = None if kept is None else kept.load(first)
        if found is None:
            found = summarised(study, engine.evenings(first, min(chunk, study.persons - first)))
            if kept is not None:
                kept.save(first, found)
        return found

    for summary in _as_they_come(one, range(0, study.persons, chunk), workers or os.cpu_count() or 1):
        total = summary if total is None else total + summary
        finished += int(summary.persons)
        if done is not None:
            done(finished)
    assert total is not None
    return Results(study, total)


def _as_they_come(one: Callable[[int], Summary], firsts: range, workers: int) -> Iterator[Summary]:
    """Results in the order in which they are ready, never more under way than can be worked on."""
    waiting, running = iter(firsts), set[Future[Summary]]()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for first in waiting:
                running.add(pool.submit(one, first))
                if len(running) > workers:
                    ready, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in ready)
            for future in running:
                yield future.result()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
