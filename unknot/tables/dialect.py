"""From bytes to a header and rows: encodings, delimiters and quotes, whatever the spreadsheet wrote."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unknot.errors import RecordError, nearest

_DELIMITERS = ",;\t"
_AS_CSV = "Open it in the spreadsheet and save it as CSV (UTF-8)."
# The first bytes of files that people pick by mistake.
_OTHER_FORMATS = {
    b"PK": "an Excel or OpenDocument file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(?P<delimiter>[,;|\t])\"?[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row without space around them, numbered as a spreadsheet does it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as text.

    Attributes:
        name: The file's name.
        header: The row with the names of the columns.
        rows: All rows below it that hold anything.
    """

    name: str
    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file that was handed over and lies on no disk.

    Attributes:
        name: The file's name.
        content: Its bytes.
    """

    name: str
    content: bytes

    def __str__(self) -> str:
        return self.name


def read_table(source: Path | Sheet | RawTable) -> RawTable:
    """Read a CSV file as text; a table that is text already is given back.

    Raises:
        RecordError: If there is no such file, it is not a CSV file or it holds nothing.
    """
    if isinstance(source, RawTable):
        return source
    text = _decode(source.content if isinstance(source, Sheet) else _bytes_of(source), source)
    text, delimiter = _delimiter_of(text)
    rows = list(_rows(text, delimiter, source))
    if not rows:
        raise RecordError("The file is empty.", given=str(source), todo="It needs a header and one row or more.")
    return RawTable(source.name, rows[0], tuple(rows[1:]))


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise RecordError("This is a folder, not a table.", given=str(path), todo="Name the CSV file in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise RecordError("There is no such file.", given=str(path), todo=_nearby(path)) from error
    except (OSError, ValueError) as error:
        raise RecordError(
            "The file cannot be read.", given=f"{path} ({error})", todo="Check its name and your rights."
        ) from error


def _nearby(path: Path) -> str:
    beside = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
    close = nearest(path.name, beside)
    return f"Did you mean '{path.with_name(close)}'?" if close else "Check the name and the folder."


def _decode(content: bytes, source: Path | Sheet) -> str:
    for start, kind in _OTHER_FORMATS.items():
        if content.startswith(start):
            raise RecordError(f"This is {kind}, not a CSV file.", given=str(source), todo=_AS_CSV)
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise RecordError("This is not a text file.", given=str(source), todo=_AS_CSV)


def _delimiter_of(text: str) -> tuple[str, str]:
    """The text without a line such as `sep=;`, and the delimiter."""
    declared = _SEPARATOR_LINE.match(text)
    if declared:
        return text[declared.end() :], declared["delimiter"]
    header = re.sub(r'"[^"]*"', "", text.lstrip().split("\n", 1)[0])
    return text, max(_DELIMITERS, key=header.count)


def _rows(text: str, delimiter: str, source: Path | Sheet) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                yield Row(number, stripped)
    except csv.Error as error:
        raise RecordError(
            f"{source.name}, row {number + 1}: the row cannot be taken apart into cells.",
            given=str(error),
            todo="Close every quote and double the quotes inside a quoted cell.",
        ) from error
