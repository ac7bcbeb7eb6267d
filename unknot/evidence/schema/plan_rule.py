"""A rule that every plan keeps to, written by hand and never traded for relief, money or time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Levels, Text, Texts


@dataclass(frozen=True, slots=True)
class PlanRule:
    """One rule.

    Attributes:
        name: The file's stem.
        title: The rule in a few words.
        statement: What it asks for, for people.
        limits: The numbers that it sets, by name.
        interventions: The interventions that it is about.
        words: What people call others that it is about, in small letters.
        basis: What of it is not in the sources.
        sources: Keys of the studies and guidelines behind it.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    statement: Annotated[str, Text()]
    limits: Annotated[tuple[tuple[str, float], ...], Levels()]
    interventions: Annotated[tuple[str, ...], Texts(what="interventions")]
    words: Annotated[tuple[str, ...], Texts(what="words")]
    basis: Annotated[str, Text()]
    sources: Annotated[tuple[str, ...], Texts(what="study keys")]

    def limit(self, name: str) -> float:
        """One of its numbers."""
        return dict(self.limits)[name]
