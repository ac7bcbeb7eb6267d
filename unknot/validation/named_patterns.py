"""Patterns that a file of cases may name: what holds or does not in one trial of the published size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, TypeAlias

from unknot.validation.experiment import Pattern
from unknot.validation.given import Given
from unknot.validation.named_statistics import changes, statistic
from unknot.validation.outcomes import Outcomes
from unknot.validation.statistics import paired_p, welch_p

Kind: TypeAlias = Literal["significance", "direction"]
LEVEL = 0.05


def pattern(given: Given) -> tuple[Pattern, Kind]:
    """The pattern that a check names, and how often it must hold.

    Raises:
        FactError: If there is no such pattern, or an argument is missing or unknown.
    """
    name = given["name"]
    name.refuse_unknown(name.text(), PATTERNS, "pattern")
    make, kind = PATTERNS[name.text()]
    return make(given), kind


def _p(given: Given) -> Callable[[Outcomes], float]:
    """Within an arm by the paired t-test, between two by Welch's on their changes."""
    given.only("name", "arm", "versus", "before", "after", "readout", "scale")
    first = changes(given, given["arm"].text())
    if not given.has("versus"):
        return lambda found: paired_p(first(found))
    second = changes(given, given["versus"].text())
    return lambda found: welch_p(first(found), second(found))


def _significant(given: Given) -> Pattern:
    p = _p(given)
    return lambda found: p(found) < LEVEL


def _not_significant(given: Given) -> Pattern:
    p = _p(given)
    return lambda found: p(found) >= LEVEL


def _order(given: Given) -> Pattern:
    """Statistics from the lowest to the highest."""
    given.only("name", "rising")
    rising = [statistic(one) for one in given["rising"].each()]
    if len(rising) < 2:
        given["rising"].refuse("at least two statistics")
    return lambda found: all(low < high for low, high in pairwise([one(found) for one in rising]))


def _direction(given: Given) -> Pattern:
    """A statistic is above, or below, a value."""
    given.only("name", "statistic", "above", "below")
    value = statistic(given["statistic"])
    above, below = given.child("above", float("-inf")).number(), given.child("below", float("inf")).number()
    if not (given.has("above") or given.has("below")):
        given.refuse("`above` or `below`")
    return lambda found: above < value(found) < below


PATTERNS: Mapping[str, tuple[Callable[[Given], Pattern], Kind]] = MappingProxyType(
    {
        "significant": (_significant, "significance"),
        "not_significant": (_not_significant, "significance"),
        "order": (_order, "direction"),
        "direction": (_direction, "direction"),
    }
)
