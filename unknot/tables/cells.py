"""How a cell is refused: the reader of a cell raises a refusal, and the findings note where it stood."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from unknot.errors import Problem

Value = TypeVar("Value")


class CellError(Exception):
    """A cell that cannot be taken.

    Args:
        what: What is wrong, without a full stop.
        suggestion: The nearest valid thing, in full sentences.
    """

    def __init__(self, what: str, suggestion: str) -> None:
        super().__init__(what)
        self.what, self.suggestion = what, suggestion


class Findings:
    """All that is wrong in one table, gathered while reading on."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order of the rows."""
        return tuple(sorted(self._problems, key=lambda problem: problem.row))

    def add(self, row: int, column: str, given: str, refusal: CellError) -> None:
        """Note one problem."""
        self._problems.append(Problem(row, column, given, refusal.what, refusal.suggestion))

    def read(self, row: int, column: str, text: str, reader: Callable[[str], Value]) -> Value | None:
        """What the reader makes of a cell, or None after noting why it refused."""
        try:
            return reader(text)
        except CellError as refusal:
            self.add(row, column, text, refusal)
            return None


def plain_name(text: str) -> str:
    """A name as Unknot writes it: small letters, with underscores for spaces and hyphens."""
    return re.sub(r"[\s_\-‐‑–]+", "_", text.strip().lower())
