"""Which name a value has in the source of a mechanism, so that exported formulas can be read."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import getsourcefile
from pathlib import Path
from typing import Any

from unknot.model.mechanism import Mechanism


@dataclass(frozen=True, slots=True)
class Statement:
    """An assignment to one name, by its file and its first line."""

    file: str
    line: int
    target: str


def sources(mechanism: Mechanism) -> frozenset[str]:
    """The files that hold the equations of a mechanism."""
    found = (getsourcefile(one) for one in type(mechanism).__mro__ if issubclass(one, Mechanism) and one != Mechanism)
    return frozenset(file for file in found if file)


def named_results(equations: Iterable[Any], outputs: Iterable[Any], files: frozenset[str]) -> Mapping[Any, str]:
    """The variables of a traced computation that are what an assignment gives its name to.

    Args:
        equations: Equations of a jaxpr.
        outputs: Its results.
        files: The files whose assignments count.
    """
    equations = tuple(equations)
    made = {out: _statement(equation, files) for equation in equations for out in equation.outvars}
    leaving: dict[Statement, set[Any]] = {}
    for equation in equations:
        where = _statement(equation, files)
        for variable in equation.invars:
            _leave(leaving, made, variable, where)
    for variable in outputs:
        _leave(leaving, made, variable, None)
    return {next(iter(found)): statement.target for statement, found in leaving.items() if len(found) == 1}


def _leave(leaving: dict[Statement, set[Any]], made: Mapping[Any, Statement | None], used: Any, by: object) -> None:
    statement = None if hasattr(used, "val") else made.get(used)  # a number in the equations, not a variable
    if statement is not None and statement != by:
        leaving.setdefault(statement, set()).add(used)


def _statement(equation: Any, files: frozenset[str]) -> Statement | None:
    """The assignment that an equation comes from; None for what a function called there computes for itself."""
    trace = equation.source_info.traceback
    frames = trace.frames if trace is not None else ()
    frame = next((one for one in frames if one.file_name in files), None)
    return _assignments(frame.file_name).get(frame.line_num) if frame else None


@cache
def _assignments(file: str) -> Mapping[int, Statement]:
    """By each of its lines."""
    found: dict[int, Statement] = {}
    for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if isinstance(node, ast.AugAssign):
            target = node.target
        if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AugAssign):
            statement = Statement(file, node.lineno, target.id)
            found |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), statement)
    return found
