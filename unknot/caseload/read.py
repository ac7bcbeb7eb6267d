"""Reading what a run wrote, for whoever shows it elsewhere: held to its schema, refused as a whole. Needs no tables."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from unknot.caseload.formats import POOLED, SUMMARY
from unknot.errors import RecordError
from unknot.report.schemas import schema
from unknot.tables.format_version import refuse_newer

LARGEST = 1_000_000
"""Of one file [byte]; with a hundred treatments a summary has 39 000 and what is shared 123 000."""
_SCHEMAS = {SUMMARY: "caseload", POOLED: "caseload-pool"}
_FILES = {SUMMARY: "summary.json", POOLED: "pooled.json"}
_PARQUET = b"PAR1"
_DIGITS = 20
"""The most of a whole number: what is longer is no count and no seed, and no page could show it."""
_SHOWN = 60
"""The most letters of somebody's file in a message."""
_MADE_FROM = ("data", "settings", "versions")


def read_summary(content: bytes, name: str) -> Mapping[str, Any]:
    """What is in `summary.json`.

    Args:
        content: The file.
        name: What it is called, for messages.

    Raises:
        RecordError: If it is another file, of another version, or does not hold what its format promises.
    """
    return _read(content, name, SUMMARY)


def read_pooled(content: bytes, name: str, summary: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is in `pooled.json` of the same run.

    Args:
        content: The file.
        name: What it is called, for messages.
        summary: What is in `summary.json`.

    Raises:
        RecordError: As for a summary, or if it is of another run.
    """
    pooled = _read(content, name, POOLED)
    if any(pooled[key] != summary[key] for key in _MADE_FROM):
        raise RecordError(
            "The two files are of different runs.", given=name, todo="Choose both files from the same folder."
        )
    return pooled


def _read(content: bytes, name: str, form: str) -> Mapping[str, Any]:
    todo = f"Choose {_FILES[form]} from the folder of the run."
    if content.startswith(_PARQUET):
        raise RecordError("This is a table with a row for each client, not what is wanted here.", given=name, todo=todo)
    if len(content) > LARGEST:
        raise RecordError("This file is too large to be what is wanted here.", given=name, todo=todo)
    try:
        body = _parsed(content)
    except (ValueError, RecursionError) as error:
        raise RecordError("This file is no JSON, or a part of it is missing.", given=name, todo=todo) from error
    found = body.get("format") if isinstance(body, dict) else None
    if found != form:
        _refuse(name, str(found)[:_SHOWN], form, todo)
    _hold_to_schema(body, name, form)
    return body


def _parsed(content: bytes) -> Any:
    """JSON whose numbers and texts can be kept and shown anywhere.

    Raises:
        ValueError: If it is none.
    """
    body = json.loads(content.decode("utf-8-sig"), parse_float=_number, parse_int=_integer, parse_constant=_no_number)
    # Half letters and the sign for the end of a text can be kept in no database.
    if "\\u0000" in json.dumps(body, ensure_ascii=False).encode().decode():
        raise ValueError
    return body


def _number(written: str) -> float:
    value = float(written)
    return value if math.isfinite(value) else _no_number(written)


def _integer(written: str) -> int:
    return int(written) if len(written) <= _DIGITS else _no_number(written)


def _no_number(written: str) -> NoReturn:
    raise ValueError(written[:_SHOWN])


def _refuse(name: str, found: str, form: str, todo: str) -> NoReturn:
    """Say what a file is instead of what was wanted.

    Raises:
        RecordError: Always.
    """
    refuse_newer(name, found, form)
    given = f"{name}, {found}" if found.startswith("unknot-") else name
    raise RecordError("This file is JSON, but not what is wanted here.", given=given, todo=todo)


def _hold_to_schema(body: Any, name: str, form: str) -> None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    wrong = best_match(Draft202012Validator(schema(_SCHEMAS[form])).iter_errors(body))
    if wrong is not None:
        raise RecordError(
            "This file does not hold what its format promises.",
            given=f"{name}, {wrong.json_path}: {wrong.message[:_SHOWN]}",
            todo="Take the file as Unknot wrote it, or make the run again.",
        )
