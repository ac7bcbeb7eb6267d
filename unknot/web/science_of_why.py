"""The door to the living picture: what is drawn, what is told in words, and what moves.

Reports import the numerics, which take seconds to load: they are imported when the picture is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unknot.records import Record
from unknot.web.science import learned, load_numerics

if TYPE_CHECKING:
    from unknot.report.why.twin import NodeRead


@dataclass(frozen=True, slots=True)
class Pressed:
    """One lever as the page tells it: after 10 minutes, 2 days and 6 weeks, once and kept up."""

    name: str
    title: str
    once: tuple[str, ...]
    kept_up: tuple[str, ...]


def picture(kind: str) -> str:
    """The picture as SVG: "wide" for a laptop, "tall" for a phone."""
    load_numerics()
    from unknot.report.why.drawing import shipped_picture

    return shipped_picture(kind)


@cache
def parts() -> Sequence[NodeRead]:
    """Every part of the picture in words."""
    load_numerics()
    from unknot.report.why.twin import nodes_read

    return nodes_read()


@cache
def levers() -> Sequence[Pressed]:
    """What can be pressed, in the order of the buttons."""
    load_numerics()
    from unknot.report.why.twin import levers_read, told_places

    def told(sentences: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{sentences[place][0].upper()}{sentences[place][1:]}" for place in told_places())

    return tuple(Pressed(one.lever.name, one.lever.title, told(one.once), told(one.kept_up)) for one in levers_read())


@cache
def moving() -> str:
    """What the moving picture is told, as JSON: a typical person."""
    load_numerics()
    from unknot.report.why.page_data import to_json

    return to_json()


def moving_for(record: Record) -> str:
    """The same, with this person's own levels where the diary says them.

    Raises:
        FitError: If there is nothing to learn from.
    """
    load_numerics()
    from unknot.report.why.page_data import to_json
    from unknot.report.why.person import levels

    return to_json(levels(learned(record)))


def texts_of_picture() -> Iterator[str]:
    """Everything that the picture calls its parts, what can be pressed, and what moves."""
    load_numerics()
    from unknot.report.why.layout import shipped
    from unknot.report.why.levers import levers as all_levers

    yield from (region.title for region in shipped().regions)
    for node in shipped().nodes:
        yield from (node.title, node.doc, node.more, node.less)
    for lever in all_levers():
        yield from (lever.title, lever.said, lever.kept)
