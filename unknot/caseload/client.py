"""One client: from the rows of a diary to one line of the result, whatever happens to the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from unknot.caseload.part import Part
from unknot.caseload.settings import Settings
from unknot.compiled_code import keep_compiled_code
from unknot.errors import RecordError, UnknotError
from unknot.records import Record
from unknot.tables.dialect import RawTable
from unknot.tables.load import read_records


@dataclass(frozen=True)
class Failure:
    """Why a client has no fit.

    Attributes:
        person: Who.
        kind: "diary" where the tables are wrong, "fit" where they cannot be fitted, "unexpected" for anything else.
        message: What happened, was given and is to be done.
    """

    person: str
    kind: str
    message: str


def fit_part(part: Part) -> bytes:
    """What a worker does: one line of JSON for each client of a part, in its order.

    Raises:
        UnknotError: If Numba is missing, without which nobody can be fitted: that is no client's failure.
    """
    keep_compiled_code()
    import_module("unknot.inference.lane_filter")

    return b"".join(fit_client(*diary, part.settings) for diary in part.diaries())


def fit_client(person: str, responses: RawTable | None, doses: RawTable | None, settings: Settings) -> bytes:
    """One client's line: the row of the fit, or why there is none. It depends on nothing else.

    Args:
        person: Who.
        responses: The client's rows of answers; None where there are none.
        doses: The client's rows of doses; None where there are none.
        settings: How they are read and fitted.
    """
    try:
        line = {"row": _row(read_client(responses, doses, settings), settings)}
    except UnknotError as error:
        kind = "diary" if error.exit_code == 2 else "fit"
        line = {"failure": vars(Failure(person, kind, str(error)))}
    except (MemoryError, OSError):
        raise  # the machine's fault: the part is not kept
    except Exception as error:  # one client's bad luck must not be that of the others
        line = {"failure": vars(Failure(person, "unexpected", f"{type(error).__name__}: {error}"))}
    return line_of(line)


def line_of(entry: Mapping[str, Any]) -> bytes:
    """What is told of one client, as a line of JSON."""
    return json.dumps(entry, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def read_client(responses: RawTable | None, doses: RawTable | None, settings: Settings) -> Record:
    """One client's record.

    Raises:
        RecordError: If there are no answers, or anything in the client's rows is wrong.
    """
    if responses is None:
        raise RecordError("There are doses but no answers.", todo="Add the answers, or leave the person out.")
    (record,) = read_records(
        responses, doses, time_zone=settings.time_zone, scales=settings.scales, ignore=settings.ignore
    )
    return record


def _row(record: Record, settings: Settings) -> Mapping[str, Any]:
    from unknot.caseload.row import row_of
    from unknot.inference.individual import fit
    from unknot.inference.lane_filter import evaluate_in_lanes

    return row_of(fit(record, seed=settings.seed, evaluator=evaluate_in_lanes))
