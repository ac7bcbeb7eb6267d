"""Many experiments on several processes; what comes out does not depend on how many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from pathlib import Path

from unknot.validation.discovery import chosen_experiments
from unknot.validation.runner import Size, Verdict, run
from unknot.validation.scorecard import Scorecard


@dataclass(frozen=True)
class Task:
    """One experiment, named so that another process can find it.

    Attributes:
        case: Its key.
        file: The file of cases that it stands in; None for one that comes with Unknot.
    """

    case: str
    file: Path | None = None


def judge_all(
    tasks: Sequence[Task],
    size: Size,
    executor: Executor,
    *,
    without: tuple[str, ...] = (),
    values: Mapping[str, float] | None = None,
    done: Callable[[Task], None] | None = None,
) -> Scorecard:
    """Run experiments side by side and put their verdicts together in the order of the tasks.

    Args:
        tasks: The experiments.
        size: How large each virtual trial is.
        executor: The processes.
        without: Mechanisms to switch off.
        values: Values of parameters that differ from the calibrated ones, by full name.
        done: Told of each task when it is done.
    """
    running = {executor.submit(judge_one, task, size, without, values): task for task in tasks}
    found: dict[Task, tuple[Verdict, ...]] = {}
    try:
        for future in as_completed(running):
            found[running[future]] = future.result()
            if done:
                done(running[future])
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    return Scorecard(tuple(verdict for task in tasks for verdict in found[task]))


def judge_one(
    task: Task, size: Size, without: tuple[str, ...], values: Mapping[str, float] | None = None
) -> tuple[Verdict, ...]:
    """Run one experiment; what a worker does."""
    if task.file is None:
        (experiment,) = chosen_experiments([task.case])
    else:
        from unknot.validation.case_file import read_cases

        experiment = read_cases(task.file).experiments[task.case]
    return run(experiment, size, without=without, values=values)
