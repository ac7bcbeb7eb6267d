"""One pass over a caseload: hand out the parts that are not kept yet, and keep what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from unknot.caseload.checkpoints import Checkpoints
from unknot.caseload.engine import Engine, Lost
from unknot.caseload.part import Caseload

Task = TypeVar("Task")


def go_through(
    caseload: Caseload,
    engine: Engine,
    work: Callable[[Task], bytes],
    task_of: Callable[[int], Task],
    checkpoints: Checkpoints,
    told: Callable[[int, int], None],
) -> Mapping[int, Lost]:
    """Work on every part that an earlier run did not keep; give back the parts that no worker survived.

    Args:
        caseload: The clients.
        engine: Who does the work.
        work: What is done with a part, a function that another process can import; gives one line for each client.
        task_of: Makes what `work` takes, by the number of the part.
        checkpoints: Where parts are kept.
        told: Told how many clients are done, and of how many, whenever some more are.
    """
    done = checkpoints.done()
    clients = sum(len(caseload.parts[number]) for number in done)
    told(clients, len(caseload.order))
    lost: dict[int, Lost] = {}
    for number, found in engine.each(work, [n for n in range(len(caseload.parts)) if n not in done], task_of):
        if isinstance(found, Lost):
            lost[number] = found  # not kept: the next run tries these clients again
        else:
            checkpoints.keep(number, found)
        clients += len(caseload.parts[number])
        told(clients, len(caseload.order))
    return lost
