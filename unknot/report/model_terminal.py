"""The model in the terminal: every mechanism with its states, inputs, parameters, and who feeds it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Mapping

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from unknot.model.mechanism import Mechanism
from unknot.model.model import Model
from unknot.model.wiring import Link, links
from unknot.report.model_evidence import behind


def render(model: Model, chosen: Iterable[Mechanism], console: Console) -> None:
    """Print some mechanisms of a model.

    Args:
        model: The model they are part of.
        chosen: The mechanisms.
        console: Where to print.
    """
    every = links(model)
    for mechanism in chosen:
        for part in _mechanism(mechanism, every):
            console.print(part, highlight=False)


def to_json(model: Model, chosen: Iterable[Mechanism]) -> str:
    """The same as JSON."""
    every = links(model)
    return json.dumps([_object(mechanism, every) for mechanism in chosen], indent=1, ensure_ascii=False)


def _mechanism(mechanism: Mechanism, every: Iterable[Link]) -> Iterable[RenderableType]:
    yield Text(mechanism.name, style="bold #4C8F87")
    yield Text(_summary(mechanism), style="dim")
    states = {key: (state.unit, state.doc) for key, state in mechanism.states().items()}
    inputs = {key: (entry.unit, entry.doc) for key, entry in mechanism.inputs().items()}
    for heading, entries in (("states", states), ("inputs", inputs)):
        if entries:
            yield _table(heading, ([key, unit, doc] for key, (unit, doc) in entries.items()))
    rows = (
        [key, f"{float(getattr(mechanism, key)):.4g} {_unit(entry.unit)}", entry.doc, entry.status, entry.source]
        for key, entry in mechanism.parameters().items()
    )
    yield _table("parameters", rows)
    yield _table("arrows", (_arrow(link) for link in every if mechanism.name in (link.source, link.target)))
    yield Text()


def _table(heading: str, rows: Iterable[list[str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for place, row in enumerate(rows):
        table.add_row(Text(f"  {heading if place == 0 else ''}".ljust(12), style="dim"), *row)
    return table


def _arrow(link: Link) -> list[str]:
    found = behind(link)
    grade = found.grade if found else ""
    return [f"{link.source} → {link.target}", link.input, "weight zero" if link.idle else "", grade]


def _unit(unit: str) -> str:
    return "" if unit == "1" else unit


def _summary(mechanism: Mechanism) -> str:
    return (inspect.getdoc(type(mechanism)) or "").splitlines()[0]


def _object(mechanism: Mechanism, every: Iterable[Link]) -> Mapping[str, object]:
    return {
        "name": mechanism.name,
        "summary": _summary(mechanism),
        "states": {key: {"unit": one.unit, "doc": one.doc} for key, one in mechanism.states().items()},
        "inputs": {key: {"unit": one.unit, "doc": one.doc} for key, one in mechanism.inputs().items()},
        "parameters": {
            key: {
                "value": float(getattr(mechanism, key)),
                "unit": one.unit,
                "doc": one.doc,
                "status": one.status,
                "source": one.source,
            }
            for key, one in mechanism.parameters().items()
        },
        "feeds": [_link(link) for link in every if link.source == mechanism.name],
        "fed_by": [_link(link) for link in every if link.target == mechanism.name],
    }


def _link(link: Link) -> Mapping[str, object]:
    found = behind(link)
    return {
        "source": link.source,
        "input": link.input,
        "target": link.target,
        "weight_zero": link.idle,
        "grade": found.grade if found else None,
        "evidence": found.name if found else None,
    }
