"""What the page needs of the model, kept in a file: who moves whom, and how each lever moves all of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from unknot.model.influence import Influence, influences
from unknot.model.people import People
from unknot.report.why.layout import completed, shipped
from unknot.report.why.levers import levers
from unknot.report.why.moving import Series, change, resting, typical_person

FILE = "pain_system.json"
MODES = ("once", "kept_up")


@dataclass(frozen=True)
class Snapshot:
    """The model as the page shows it.

    Attributes:
        states: The full names of all states and of the readouts that something moves.
        influences: Which state moves which, and which way.
        resting: How active each node is before anything is pressed.
        moves: What each lever changes, by lever, mode and node.
    """

    states: tuple[str, ...]
    influences: tuple[Influence, ...]
    resting: Mapping[str, float]
    moves: Mapping[str, Mapping[str, Series]]


@cache
def shipped_snapshot() -> Snapshot:
    """The snapshot in the package, as the model was when it was written."""
    return from_json(files("unknot.report.why").joinpath(FILE).read_text(encoding="utf-8"))


def taken() -> Snapshot:
    """A snapshot of the model as it is now; takes about half a minute."""
    person = typical_person()
    states, found = structure(person)
    layout = completed(shipped(), states)
    moves = {
        lever.name: {mode: change(person, layout, lever, kept_up=mode == "kept_up") for mode in MODES}
        for lever in levers()
    }
    return Snapshot(states, found, resting(person, layout), moves)


def structure(person: People) -> tuple[tuple[str, ...], tuple[Influence, ...]]:
    """All states with the readouts that something moves, and who moves whom."""
    found = influences(person.model)
    return tuple(dict.fromkeys((*person.model.state_names, *(one.target for one in found)))), found


def to_json(snapshot: Snapshot) -> str:
    """The snapshot as its file holds it: one influence and one series a line, so that changes can be read."""
    rows = ((one.source, one.target, one.input, one.sign) for one in snapshot.influences)
    lines = (
        f'"states": {json.dumps(snapshot.states)}',
        '"influences": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]",
        f'"resting": {json.dumps(dict(snapshot.resting))}',
        '"moves": {\n' + ",\n".join(_lever_json(*one) for one in snapshot.moves.items()) + "\n}",
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_json(text: str) -> Snapshot:
    """A snapshot from its file."""
    body: dict[str, Any] = json.loads(text)
    return Snapshot(
        states=tuple(body["states"]),
        influences=tuple(Influence(*row) for row in body["influences"]),
        resting=body["resting"],
        moves={
            lever: {mode: {name: tuple(values) for name, values in series.items()} for mode, series in modes.items()}
            for lever, modes in body["moves"].items()
        },
    )


def _lever_json(lever: str, modes: Mapping[str, Series]) -> str:
    told: list[str] = []
    for mode, series in modes.items():
        rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(list(values))}" for name, values in series.items())
        told.append(f"{json.dumps(mode)}: {{\n{rows}\n}}")
    return f"{json.dumps(lever)}: {{{', '.join(told)}}}"
