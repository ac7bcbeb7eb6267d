"""What sessions keep to: the changes of all contraindications together, the strictest of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from unknot.evidence.schema.contraindication import Contraindication

NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a session, each with the titles of the conditions that ask for it.

    Attributes:
        sites: Regions that are left out.
        pressure: The firmest pressure, 1 to 5, or None for any.
        pressure_by: Who asks for it.
        minutes: The longest session, or None for any [minute].
        minutes_by: Who asks for it.
        positions: Positions that are not taken.
        techniques: Techniques that are not used.
        products: Products that are not used; sessions do not record what was used.
        letters: Who asks for a letter first.
    """

    sites: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    pressure: int | None = None
    pressure_by: tuple[str, ...] = ()
    minutes: int | None = None
    minutes_by: tuple[str, ...] = ()
    positions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    techniques: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    products: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """A session that goes beyond a limit.

    Attributes:
        kind: "site", "pressure", "minutes", "position" or "technique".
        limit: The word or number that is not kept to.
        by: The titles of the conditions that ask for it.
    """

    kind: str
    limit: str
    by: tuple[str, ...]


def combined(rules: Sequence[Contraindication], places: Iterable[str] = ()) -> Limits:
    """The limits of several conditions together.

    Args:
        rules: The contraindications that hold.
        places: Regions at which those of them are that leave out their own place.
    """
    local = [rule for rule in rules if rule.local]
    shown = tuple(places) if local else ()
    pressure, pressure_by = _least(rules, "pressure_most")
    minutes, minutes_by = _least(rules, "minutes_most")
    return Limits(
        sites=_by_word([(rule, rule.avoid_sites) for rule in rules] + [(rule, shown) for rule in local]),
        pressure=pressure,
        pressure_by=pressure_by,
        minutes=minutes,
        minutes_by=minutes_by,
        positions=_by_word([(rule, rule.avoid_positions) for rule in rules]),
        techniques=_by_word([(rule, rule.avoid_techniques) for rule in rules]),
        products=_by_word([(rule, rule.avoid_products) for rule in rules]),
        letters=tuple(rule.title for rule in rules if rule.letter),
    )


def breaches(
    limits: Limits,
    *,
    sites: Collection[str] = (),
    pressure: int | None = None,
    minutes: int | None = None,
    techniques: Collection[str] = (),
) -> tuple[Breach, ...]:
    """Where a session goes beyond the limits.

    Args:
        limits: What it should keep to.
        sites: The regions that are worked on.
        pressure: The firmest pressure, 1 to 5.
        minutes: How long it lasts [minute].
        techniques: What is used.
    """
    found = [Breach("site", site, limits.sites[site]) for site in sites if site in limits.sites]
    found += [Breach("technique", word, limits.techniques[word]) for word in techniques if word in limits.techniques]
    if pressure is not None and limits.pressure is not None and pressure > limits.pressure:
        found.append(Breach("pressure", str(limits.pressure), limits.pressure_by))
    if minutes is not None and limits.minutes is not None and minutes > limits.minutes:
        found.append(Breach("minutes", str(limits.minutes), limits.minutes_by))
    return tuple(found)


def _least(rules: Sequence[Contraindication], key: str) -> tuple[int | None, tuple[str, ...]]:
    asked: list[tuple[int, str]] = [(value, rule.title) for rule in rules if (value := getattr(rule, key)) is not None]
    if not asked:
        return None, ()
    least = min(value for value, _ in asked)
    return least, tuple(title for value, title in asked if value == least)


def _by_word(
    asked: Iterable[tuple[Contraindication, Iterable[str]]],
) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for rule, words in asked:
        for word in words:
            if rule.title not in found.get(word, ()):
                found[word] = (*found.get(word, ()), rule.title)
    return MappingProxyType(found)
