"""What the moving picture is told, as JSON: how active each part is at rest, and what each lever changes when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from unknot.report.answer import Estimate
from unknot.report.estimates import LEVEL
from unknot.report.why.diagram import diagram
from unknot.report.why.layout import Node
from unknot.report.why.snapshot import MODES, Snapshot, shipped_snapshot
from unknot.report.why.telling import moments_said
from unknot.report.why.twin import LeverRead, levers_read, told_places
from unknot.report.wording import SPACE, number, number_interval, sure

CHANGED = 0.25
"""The share of what gives the largest halo from which a change is as visible as it gets."""


def page_data(snapshot: Snapshot | None = None, known: Mapping[str, Estimate] | None = None) -> Mapping[str, Any]:
    """Moments, nodes and levers of the moving picture.

    Args:
        snapshot: The model; the one in the package when left out.
        known: What a client's diary says of nodes; a typical person's levels stand in for the others.
    """
    snapshot, known = snapshot or shipped_snapshot(), known or {}
    shown = diagram(snapshot)
    return {
        "moments": moments_said(),
        "marks": told_places(),
        "changed": CHANGED,
        "nodes": {node.name: _node(node, snapshot, known) for node in shown.layout.nodes},
        "levers": {one.lever.name: _lever(one, snapshot) for one in levers_read(snapshot, shown)},
    }


def to_json(known: Mapping[str, Estimate] | None = None) -> str:
    """The same as one line of JSON."""
    return json.dumps(page_data(known=known), ensure_ascii=False, separators=(",", ":"))


def _node(node: Node, snapshot: Snapshot, known: Mapping[str, Estimate]) -> Mapping[str, Any]:
    rest = known[node.name].median if node.name in known else snapshot.resting.get(node.name, 0.0)
    shown = {"rest": round(rest, 3), "full": node.full, "rated": bool(node.unit)}
    return {**shown, "estimate": _said(node, known[node.name])} if node.name in known else shown


def _said(node: Node, level: Estimate) -> str:
    scale = " of 10" if node.unit else f"{SPACE}points" if node.tone == "relief" else ""
    return f"{number(level.median)}{scale} now ({sure(LEVEL, number_interval(level))})"


def _lever(read: LeverRead, snapshot: Snapshot) -> Mapping[str, Any]:
    moves = snapshot.moves[read.lever.name]
    told = {mode: {"changes": moves[mode], "told": read.sentences(mode)} for mode in MODES}
    return {**told, "touched": {way.way.target: way.way.grade for way in read.ways}}
