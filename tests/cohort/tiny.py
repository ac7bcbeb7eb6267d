"""Kernels small enough to see through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from unknot.cohort.kernel.compiled import LANES, Kernel, compiled
from unknot.cohort.kernel.graph import Graph, Varies
from unknot.cohort.kernel.program import Program


def worked_out(operation: str, *arguments: Sequence[float]) -> np.ndarray:
    """What compiled code makes of one operation."""
    graph = Graph()
    names = tuple(f"x{place}" for place in range(len(arguments)))
    result = graph.apply(operation, *[graph.given(f"draw:{name}", Varies.BY_PERSON) for name in names])
    if graph.nodes[result].logical:
        result = graph.apply("number", result)
    kernel = compiled(Program(graph, names, (), (), (), {"result": result}))
    return by_person(kernel, np.asarray(arguments))


def by_person(kernel: Kernel, values: np.ndarray) -> np.ndarray:
    """What a kernel reads at once, of people with these draws, shape (draws, persons)."""
    count = values.shape[1]
    padded = np.pad(values, ((0, 0), (0, -count % LANES)), mode="edge")
    draws = np.ascontiguousarray(padded.reshape(len(values), -1, LANES).transpose(1, 0, 2))
    out = kernel(draws, np.zeros((len(draws), 0, LANES)), np.zeros((0, 0)), np.asarray([0]))
    return out[:, 0, 0].ravel()[:count]
