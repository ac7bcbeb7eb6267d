"""A claim: something that people say about pain and its relief, and how much of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Text, Texts, keys

VERDICTS = ("stands", "modest", "partly", "mixed", "not shown", "overstated", "false as stated")


@dataclass(frozen=True, slots=True)
class Claim:
    """One popular claim.

    Attributes:
        name: The file's stem.
        title: A short name of it.
        statement: The claim as people make it.
        verdict: One of `VERDICTS`.
        stands: What of it stands.
        falls: What of it does not.
        arrows: The names of the arrows that it rests on.
        words: What else people call it, for the search.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    statement: Annotated[str, Text()]
    verdict: Annotated[str, Text(choices=VERDICTS)]
    stands: Annotated[str, Text()]
    falls: Annotated[str, Text()]
    arrows: Annotated[tuple[str, ...], keys("names of arrows")]
    words: Annotated[tuple[str, ...], Texts(what="words")]
