"""Which studies stand behind the answer of a report: its treatments, its questions and the model's parameters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from unknot.errors import RecordError
from unknot.evidence import load
from unknot.evidence.schema.study import Study
from unknot.model.discovery import mechanism_classes
from unknot.model.mechanism import Mechanism
from unknot.model.mechanisms.relief import Relief

PAIN = ("nociception", "perception")
"""The mechanisms that every answer about pain uses."""


def read_report(path: Path) -> Mapping[str, Any]:
    """An answer as `unknot report --json` printed it.

    Raises:
        RecordError: If the file cannot be read or holds no such answer.
    """
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RecordError(
            "The answer cannot be read.", given=f"'{path}' ({error})", todo="Give what `unknot report --json` printed."
        ) from error
    entries = [*body.get("relief", ()), *body.get("drivers", ())] if isinstance(body, dict) else []
    if not isinstance(body, dict) or "relief" not in body or not all(isinstance(entry, dict) for entry in entries):
        raise RecordError(
            "This is not the answer of a report.", given=f"'{path}'", todo="Give what `unknot report --json` printed."
        )
    return cast(Mapping[str, Any], body)


def studies_of_report(report: Mapping[str, Any]) -> tuple[Study, ...]:
    """The studies behind the treatments an answer names, the questions it used and the model's parameters.

    Args:
        report: The answer, as parsed.
    """
    treatments = [load.intervention(str(entry["intervention"])) for entry in report["relief"]]
    asked = [load.instrument(name) for name in ("pain", *(str(entry["name"]) for entry in report.get("drivers", ())))]
    read = {fact.reads.partition(".")[0] for fact in asked}
    used = [found.typical() for found in mechanism_classes() if not issubclass(found, Relief)]
    used = [mechanism for mechanism in used if mechanism.name in {*PAIN, *read}]
    used += [Relief.of(fact.name) for fact in treatments]
    facts = [key for fact in (*treatments, *asked) for key in fact.sources]
    return tuple(load.study(key) for key in sorted({*facts, *_behind(used)}))


def _behind(mechanisms: Iterable[Mechanism]) -> Iterable[str]:
    for mechanism in mechanisms:
        yield from (entry.source for entry in mechanism.parameters().values() if entry.source)
