"""A red flag: which signs together need which of four outcomes, written by hand and never learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Number, Text, Texts, keys

GO_ON, WITH_LIMITS, LETTER_FIRST, EMERGENCY = OUTCOMES = ("go_on", "with_limits", "letter_first", "emergency")
"""From the mildest to the gravest."""
URGENCIES = ("watch", "days", "today", "now")


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One rule: it holds when every sign of `all` and at least `least` signs of `any` are present.

    Attributes:
        name: The file's stem.
        title: What it may be, in plain words.
        outcome: One of `OUTCOMES`, but "go_on", which is what no rule says.
        urgency: How soon somebody else must look; one of `URGENCIES`.
        all: Signs that must all be present.
        any: Signs of which some must be present.
        least: How many of `any`; 1 when left out.
        why: Why it matters.
        act: What the therapist does.
        basis: What of it is not in the sources.
        sources: Keys of the studies behind it.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    outcome: Annotated[str, Text(choices=OUTCOMES[1:])]
    urgency: Annotated[str, Text(choices=URGENCIES)]
    all: Annotated[tuple[str, ...], Texts(what="names of signs")]
    any: Annotated[tuple[str, ...], Texts(what="names of signs")]
    least: Annotated[int | None, Number(least=2, whole=True, optional=True)]
    why: Annotated[str, Text()]
    act: Annotated[str, Text()]
    basis: Annotated[str | None, Text(optional=True)]
    sources: Annotated[tuple[str, ...], keys()]

    def __post_init__(self) -> None:
        """Refuse a rule that would hold for everybody or for nobody.

        Raises:
            ValueError: If it names no sign, or asks for more signs than it names.
        """
        if not self.signs:
            raise ValueError("at least one sign in all or any")
        if self.least is not None and self.least > len(self.any):
            raise ValueError("least at most the number of signs in any")

    @property
    def signs(self) -> tuple[str, ...]:
        """Every sign that the rule looks at."""
        return (*self.all, *self.any)

    def found_in(self, present: frozenset[str]) -> tuple[str, ...]:
        """The signs by which the rule holds, or none where it does not."""
        enough = not self.any or len(present.intersection(self.any)) >= (self.least or 1)
        if not enough or not present.issuperset(self.all):
            return ()
        return tuple(sign for sign in self.signs if sign in present)
