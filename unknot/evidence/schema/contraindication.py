"""A contraindication as what it changes about a session: site, pressure, position, duration, technique, product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.body import FIRMEST_PRESSURE, LIGHTEST_PRESSURE, POSITIONS, PRODUCTS, REGIONS, TECHNIQUES
from unknot.evidence.schema.rules import NAME, Number, Text, Texts, Truth, keys


@dataclass(frozen=True, slots=True)
class Contraindication:
    """One condition and what it changes; massage as a whole is hardly ever ruled out.

    Attributes:
        name: The file's stem.
        title: The condition, in a few words.
        question: What the client is asked, answered with yes or no.
        sign: The sign that says it, where that is asked already.
        always: Whether it holds for everybody.
        local: Whether the place itself is left out, so that it has to be shown on the body map.
        avoid_sites: Regions that are left out.
        pressure_most: The firmest pressure, 1 to 5.
        avoid_positions: Positions that are not taken.
        minutes_most: The longest session [minute].
        avoid_techniques: Techniques that are not used.
        avoid_products: Products that are not used.
        letter: Whether a doctor is asked first.
        why: Why.
        basis: What of it is not in the sources.
        sources: Keys of the studies behind it.
    """

    name: Annotated[str, Text(pattern=NAME)]
    title: Annotated[str, Text()]
    question: Annotated[str | None, Text(optional=True)]
    sign: Annotated[str | None, Text(pattern=NAME, optional=True)]
    always: Annotated[bool, Truth(absent=False)]
    local: Annotated[bool, Truth(absent=False)]
    avoid_sites: Annotated[tuple[str, ...], Texts(what="regions of the body")]
    pressure_most: Annotated[
        int | None, Number(least=LIGHTEST_PRESSURE, most=FIRMEST_PRESSURE, whole=True, optional=True)
    ]
    avoid_positions: Annotated[tuple[str, ...], Texts(what="positions")]
    minutes_most: Annotated[int | None, Number(above=0, most=120, whole=True, optional=True)]
    avoid_techniques: Annotated[tuple[str, ...], Texts(what="techniques")]
    avoid_products: Annotated[tuple[str, ...], Texts(what="products")]
    letter: Annotated[bool, Truth(absent=False)]
    why: Annotated[str, Text()]
    basis: Annotated[str, Text()]
    sources: Annotated[tuple[str, ...], keys()]

    def __post_init__(self) -> None:
        """Refuse what nobody can be asked about, what changes nothing, and words that nothing else knows.

        Raises:
            ValueError: If one of these holds.
        """
        if [self.question is not None, self.sign is not None, self.always].count(True) != 1:
            raise ValueError("exactly one of question, sign and always")
        changes = (self.local, self.avoid_sites, self.pressure_most, self.avoid_positions, self.minutes_most)
        if not any((*changes, self.avoid_techniques, self.avoid_products, self.letter)):
            raise ValueError("at least one change")
        for given, known in (
            (self.avoid_sites, REGIONS),
            (self.avoid_positions, POSITIONS),
            (self.avoid_techniques, TECHNIQUES),
            (self.avoid_products, PRODUCTS),
        ):
            if unknown := sorted(set(given) - set(known)):
                raise ValueError(f"words that are known, not {', '.join(unknown)}")
