"""The door to the living picture: what is drawn, what is told in words, and what moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from unknot.records import Record
from unknot.report.why.drawing import shipped_picture
from unknot.report.why.page_data import to_json
from unknot.report.why.twin import LeverRead, NodeRead, levers_read, nodes_read, told_places
from unknot.web.science import learned


@dataclass(frozen=True, slots=True)
class Pressed:
    """One lever as the page tells it: after 10 minutes, 2 days and 6 weeks, once and kept up."""

    name: str
    title: str
    once: tuple[str, ...]
    kept_up: tuple[str, ...]


def picture(kind: str) -> str:
    """The picture as SVG: "wide" for a laptop, "tall" for a phone."""
    return shipped_picture(kind)


@cache
def parts() -> Sequence[NodeRead]:
    """Every part of the picture in words."""
    return nodes_read()


@cache
def levers() -> Sequence[Pressed]:
    """What can be pressed, in the order of the buttons."""
    return tuple(_pressed(one) for one in levers_read())


@cache
def moving() -> str:
    """What the moving picture is told, as JSON: a typical person."""
    return to_json()


def moving_for(record: Record) -> str:
    """The same, with this person's own levels where the diary says them.

    Raises:
        FitError: If there is nothing to learn from.
    """
    # Imported here: nobody waits for the numerics who only looks at the picture.
    from unknot.report.why.person import levels

    return to_json(levels(learned(record)))


def _pressed(read: LeverRead) -> Pressed:
    once, kept_up = (tuple(_begun(told[place]) for place in told_places()) for told in (read.once, read.kept_up))
    return Pressed(read.lever.name, read.lever.title, once, kept_up)


def _begun(sentence: str) -> str:
    return f"{sentence[0].upper()}{sentence[1:]}"
