"""Every error that Unknot raises on purpose: what happened, what was given, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


class UnknotError(Exception):
    """An error meant for the person at the keyboard.

    Args:
        what: What happened, one sentence.
        given: What was given, quoted as it came.
        todo: What to do about it, one sentence.
    """

    exit_code = 1

    def __init__(self, what: str, *, given: str = "", todo: str = "") -> None:
        self.what, self.given, self.todo = what, given, todo
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [self.what, f"Given: {self.given}." if self.given else "", self.todo]
        return " ".join(part for part in parts if part)


class UnitError(UnknotError):
    """A unit that cannot be read, or two units that do not fit together."""


class RecordError(UnknotError):
    """A record that contradicts itself or cannot be read."""

    exit_code = 2


class FactError(UnknotError):
    """A fact file that breaks its schema, or a fact that does not exist."""


class ModelError(UnknotError):
    """Mechanisms that do not fit together, or a model that cannot be put into the form asked for."""


class FitError(UnknotError):
    """A diary that cannot be fitted."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a table: where it stands, what was given and the nearest valid thing.

    Attributes:
        row: The row as a spreadsheet numbers it, the header being row 1; 0 where no row is to blame.
        column: The column's name.
        given: What stands there.
        what: What is wrong with it, without a full stop.
        suggestion: What would be right, in full sentences.
        table: Which table, where the error is about several.
    """

    row: int
    column: str
    given: str
    what: str
    suggestion: str = ""
    table: str = ""

    def __str__(self) -> str:
        places = [self.table, f"row {self.row}" if self.row else "", f"column '{self.column}'"]
        place = ", ".join(part for part in places if part)
        end = f" {self.suggestion}" if self.suggestion else ""
        return f"{place}: {self.what} (given: {self.given!r}).{end}"


class TableError(RecordError):
    """A table that was refused as a whole; every problem found is listed.

    Args:
        table: The name of the table or its file.
        problems: All that is wrong with it, in the order of the rows.
    """

    shown = 12

    def __init__(self, table: str, problems: Iterable[Problem]) -> None:
        self.table, self.problems = table, tuple(problems)
        super().__init__(self._message())

    def _message(self) -> str:
        count = len(self.problems)
        lines = [f"{self.table}: {count} problem{'s' if count > 1 else ''}; nothing was loaded."]
        lines += [f"  - {problem}" for problem in self.problems[: self.shown]]
        if count > self.shown:
            lines.append(f"  - … and {count - self.shown} more")
        return "\n".join(lines)


def nearest(name: str, valid: Iterable[str], likeness: float = 0.6) -> str | None:
    """The valid name closest to a mistyped one, or None when nothing is close.

    Args:
        name: What was typed.
        valid: What could have been meant.
        likeness: How alike they must be, between 0 and 1.
    """
    by_lower = {candidate.lower(): candidate for candidate in valid}
    found = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=likeness)
    return by_lower[found[0]] if found else None


def did_you_mean(name: str, valid: Iterable[str]) -> str:
    """A sentence that offers the nearest valid name, or lists what is valid."""
    names = sorted(valid)
    close = nearest(name, names)
    if close is not None:
        return f"Did you mean '{close}'?"
    return f"Known: {', '.join(names)}."
