"""Numbers as people type them: decimal points and decimal commas, hyphens and minus signs."""

from __future__ import annotations

import re

from unknot.tables.cells import CellError

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
_LEADING = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def parse_number(text: str) -> float | None:
    """The finite number that a text is, or None where it is none."""
    plain = text.replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        return None
    number = float(plain.replace(",", "."))
    return number if abs(number) < 1e300 else None


def is_whole(text: str) -> bool:
    """Whether a number is written without a fraction; `3.0` is written with one."""
    return re.fullmatch(r"[+-]?[0-9]+", text.replace("−", "-")) is not None


def read_number(text: str) -> float:
    """The number in a cell.

    Raises:
        CellError: If the cell holds anything but one number.
    """
    number = parse_number(text)
    if number is not None:
        return number
    leading = _LEADING.match(text)
    suggestion = f"Write {leading[0]} alone." if leading else "Write a number such as 3 or 3.5, or leave it empty."
    raise CellError("not a number", suggestion)


def shown(number: float) -> str:
    """A number for a message, without a tail of digits."""
    return f"{number:.10g}"
