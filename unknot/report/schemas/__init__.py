"""JSON Schemas of what commands print and write: `report-1.json`, `plan-1.json`, `validate-1.json` and so on.

The number is the version. Fields may be added within it; none changes its meaning or goes.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from unknot.errors import UnknotError, did_you_mean

NAMES = ("report", "plan", "validate", "backtest", "caseload", "caseload-pool")
VERSION = 1


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of what a command prints with `--json`, or of a file that a run over a caseload leaves.

    Args:
        name: The command; "caseload" for `summary.json`, "caseload-pool" for `pooled.json`.

    Raises:
        UnknotError: If there is none of this name.
    """
    if name not in NAMES:
        raise UnknotError("There is no schema of this name.", given=repr(name), todo=did_you_mean(name, NAMES))
    return json.loads((files(__name__) / f"{name}-{VERSION}.json").read_text(encoding="utf-8"))
