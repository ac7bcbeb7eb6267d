"""What is known about a term or a question as one JSON object: the contract of `unknot evidence --json`."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from unknot.evidence import load
from unknot.evidence.comparable import pools_of
from unknot.evidence.search import Found, Hit
from unknot.report.cited import keys_behind


def to_json(found: Found) -> str:
    """The best answer in full, with its studies; the others by name."""
    best, *others = found.hits
    body = {
        "corrected": dict(found.corrected),
        "unknown": list(found.unknown),
        "answer": _answer(best),
        "see_also": [_named(hit) for hit in others],
    }
    return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=2)


def contents_to_json() -> str:
    """Every claim and arrow by name, with its verdict."""
    claims = [{**_fact(claim), "kind": "claim"} for claim in load.claims().values()]
    arrows = [
        {"kind": "arrow", "name": arrow.name, "title": arrow.title, "grade": arrow.grade, "verdict": arrow.verdict}
        for arrow in load.arrows().values()
    ]
    return json.dumps({"claims": claims, "arrows": arrows}, ensure_ascii=False, indent=2)


def _named(hit: Hit) -> dict[str, str]:
    return {"kind": hit.kind, "name": hit.name, "title": hit.title}


def _answer(hit: Hit) -> dict[str, Any]:
    if hit.kind == "claim":
        claim = load.claim(hit.name)
        body = {**_fact(claim), "arrows": [_arrow(name) for name in claim.arrows]}
    elif hit.kind == "arrow":
        body = _arrow(hit.name)
    else:
        body = _fact(load.intervention(hit.name))
    studies = [load.study(key) for key in dict.fromkeys(keys_behind(hit))]
    return {"kind": hit.kind, **body, "studies": [{**_fact(study), "link": study.link} for study in studies]}


def _arrow(name: str) -> dict[str, Any]:
    arrow = load.arrow(name)
    claims = [claim.name for claim in load.claims().values() if name in claim.arrows]
    pooled = [_fact(pool) for pool in pools_of(arrow, load.studies())]
    return {"source": arrow.source, "target": arrow.target, **_fact(arrow), "pooled": pooled, "claims": claims}


def _fact(fact: Any) -> dict[str, Any]:
    """A fact as its file has it, without the keys that it leaves out."""
    return dataclasses.asdict(
        fact, dict_factory=lambda pairs: {key: value for key, value in pairs if value is not None}
    )
