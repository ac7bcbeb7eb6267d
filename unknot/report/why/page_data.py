"""What the moving picture is told, as JSON: how active each part is at rest, and what each lever changes when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from unknot.report.why.diagram import diagram
from unknot.report.why.snapshot import MODES, Snapshot, shipped_snapshot
from unknot.report.why.telling import moments_said
from unknot.report.why.twin import levers_read, told_places

CHANGED = 0.25
"""The share of what gives the largest halo from which a change is as visible as it gets."""


def page_data(snapshot: Snapshot | None = None) -> Mapping[str, Any]:
    """Moments, nodes and levers of the moving picture.

    Args:
        snapshot: The model; the one in the package when left out.
    """
    snapshot = snapshot or shipped_snapshot()
    shown = diagram(snapshot)
    nodes = {
        node.name: {
            "rest": snapshot.resting.get(node.name, 0.0),
            "full": node.full,
            "rated": bool(node.unit),
            "radius": node.radius,
        }
        for node in shown.layout.nodes
    }
    read = {one.lever.name: one for one in levers_read(snapshot, shown)}
    moves = {
        lever: {mode: {"changes": modes[mode], "told": getattr(read[lever], mode)} for mode in MODES}
        | {"touched": {way.way.target: way.way.grade for way in read[lever].ways}}
        for lever, modes in snapshot.moves.items()
    }
    return {"moments": moments_said(), "marks": told_places(), "changed": CHANGED, "nodes": nodes, "levers": moves}


def to_json() -> str:
    """The same as one line of JSON."""
    return json.dumps(page_data(), ensure_ascii=False, separators=(",", ":"))
