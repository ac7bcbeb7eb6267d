"""A table of a document as CSV that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from unknot.web.data.content import Row

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def sheet_of(rows: Sequence[Row]) -> str:
    """Rows as CSV: a number, what every column says, and the number of the row that a reference means."""
    names, references = list(rows[0]["fields"]), list(dict.fromkeys(name for row in rows for name in row["rows"]))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["row", *names, *references])
    for number, row in enumerate(rows, start=1):
        places = [row["rows"].get(name, ("", ""))[1] for name in references]
        writer.writerow([number, *(_cell(row["fields"][name]) for name in names), *places])
    return text.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    # A spreadsheet would run a note that begins like a formula.
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
