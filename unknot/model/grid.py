"""A time grid that is fine where something begins or ends and coarse where nothing happens."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from unknot.model.exposure import Exposure, Numbers
from unknot.units import convert

GROWTH = 1.6
HOUR = convert(1.0, "hour", "day")


def time_grid(
    given: Iterable[Exposure], times: Iterable[float], *, start: float, finest: float, longest: float
) -> Numbers:
    """Edges of steps that grow from `finest` to `longest` after each change, and meet every time of interest.

    The exponential step is stable at any length; fine steps are for accuracy where the inputs have just changed. The
    hour before each time of interest is a step of its own, so that the hour of the day counts alike in every reading.

    Args:
        given: The doses; each begins and ends on an edge.
        times: Moments at which the state is wanted [day]; the last one ends the grid.
        start: Where the grid begins [day].
        finest: Length of the first step after a change [day].
        longest: Length that steps grow to [day].
    """
    times = tuple(times)
    end = max(times)
    changes = {moment for dose in given for moment in (dose.start, dose.end) if start < moment < end}
    marks = sorted({start, end, *changes})
    edges = [start]
    for begin, until in pairwise(marks):
        step, moment = finest, begin
        while moment + step < until - 0.5 * step:
            moment += step
            edges.append(moment)
            step = min(step * GROWTH, longest)
        edges.append(until)
    approaches = (time - HOUR for time in times) if longest > HOUR else ()
    wanted = [moment for moment in (*times, *approaches) if moment > start]
    return _distinct(np.asarray(sorted([*edges, *wanted])), 0.05 * finest)


def _distinct(edges: Numbers, least: float) -> Numbers:
    """Edges without those that lie closer together than `least`."""
    return edges[np.concatenate([[True], np.diff(edges) > least])]
