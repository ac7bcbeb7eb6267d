"""What other clients show, as `unknot cohort fit --pool` keeps it: the prior of one client more."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any

from unknot.errors import RecordError
from unknot.inference.shared_relief import SharedRelief, Spread
from unknot.tables.file_digest import file_digest
from unknot.tables.format_version import refuse_newer

FORMAT = "unknot-caseload-pool/1"
EIGHTY = NormalDist().inv_cdf(0.9)
"""Half the width of the middle 80 % of a normal, in standard deviations."""
_WHERE = "Give the file 'pooled.json' that 'unknot cohort fit --pool' writes."


@dataclass(frozen=True)
class Others:
    """What the clients of a caseload share.

    Attributes:
        shared: Where a further client is expected, for each pooled treatment: the spread over clients, widened by the
            doubt about its centre.
        clients: How many clients each treatment was seen with, pooled or not.
        rests: Whether the figures had come to rest when they were kept.
        file_hash: SHA-256 of the file.
        answers_hash: SHA-256 of the table of answers that it was made from; empty where the file does not say.
    """

    shared: Mapping[str, SharedRelief]
    clients: Mapping[str, int]
    rests: bool
    file_hash: str
    answers_hash: str = ""


def read_others(path: Path, responses: Path | None = None) -> Others:
    """Read `pooled.json`.

    Its figures have six decimals, so that the spreads are those of the run to within a thousandth of themselves.

    Args:
        path: The file.
        responses: The table of answers that holds the client, where there is one; not the one that the others were
            pooled from, whose clients are among them and would count twice.

    Raises:
        RecordError: If it cannot be read, is something else or of a later version, or was pooled from that very table.
    """
    try:
        body = path.read_bytes()
        told = json.loads(body)
    except (OSError, ValueError, RecursionError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "no JSON"
        raise RecordError("What other clients share cannot be read.", given=f"{path}: {why}", todo=_WHERE) from error
    said = told.get("format") if isinstance(told, dict) else None
    if said != FORMAT:
        refuse_newer(str(path), str(said), FORMAT)
        raise RecordError(
            "The file does not say what other clients share.",
            given=f"{path} with the format {said!r}, not '{FORMAT}'",
            todo=_WHERE,
        )
    try:
        entries = told["interventions"]
        found = Others(
            shared={name: _shared(entry) for name, entry in entries.items() if entry["pooled"]},
            clients={name: int(entry["clients"]) for name, entry in entries.items()},
            rests=bool(told["rests"]),
            file_hash=hashlib.sha256(body).hexdigest(),
            answers_hash=str(told.get("data", {}).get("responses_sha256", "")),
        )
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise RecordError("What other clients share is damaged.", given=str(path), todo=_WHERE) from error
    if responses is not None:
        _refuse_members(found, responses)
    return found


def _refuse_members(others: Others, responses: Path) -> None:
    if file_digest(responses) == others.answers_hash:
        raise RecordError(
            "The client is one of the others: what the diary says would count twice.",
            given=f"{responses}, the table that they were pooled from",
            todo="See 'pooled.parquet' of that run, which holds each of its clients together with the others.",
        )


def _shared(entry: Mapping[str, Any]) -> SharedRelief:
    return SharedRelief(
        size=_spread(entry["peak"], float),
        log_half_life=_spread(entry["half_life_days"], math.log),
        logit_staying=_spread(entry["share_that_stays"], lambda share: math.log(share / (1 - share))),
    )


def _spread(quantity: Mapping[str, Any], scale: Callable[[float], float]) -> Spread:
    """The spread of further clients; by the upper end, which is never rounded to nothing."""
    centre, upper = (scale(quantity["next_client"][end]) for end in ("median", "hi"))
    sd = (upper - centre) / EIGHTY
    if not (math.isfinite(centre) and 0 < sd < math.inf):
        raise ValueError("a spread without width")
    return Spread(centre, sd)
