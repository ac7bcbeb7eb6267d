"""What goes with more or less pain: one bar for each, with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unknot.web.timeline.story import LEARNED
from unknot.web.timeline.wording import interval, number

WIDTH = 160
LEAST_REACH = 1.0
TITLES = (
    gettext_noop("a poor night"),
    gettext_noop("a stressful day"),
    gettext_noop("a low mood"),
    gettext_noop("an anxious day"),
    gettext_noop("a day when pain was hard to bear"),
)


@dataclass(frozen=True, slots=True)
class DriverRow:
    """One companion of pain.

    Attributes:
        title: What is meant.
        value: The effect in a few words.
        interval: Where it lies.
        known: Whether it is known.
        low: Where the interval begins [pixel].
        high: Where it ends [pixel].
        middle: Where the estimate is [pixel].
        zero: Where no effect is [pixel].
    """

    title: str
    value: str
    interval: str
    known: bool
    low: float
    high: float
    middle: float
    zero: float = WIDTH / 2
    width: int = WIDTH

    @property
    def length(self) -> float:
        """How long the interval is [pixel]."""
        return round(self.high - self.low, 1)


def driver_rows(drivers: Sequence[Mapping[str, Any]]) -> list[DriverRow]:
    """A row for each driver of the answer."""
    ends = [abs(driver["effect"][end]) for driver in drivers for end in ("lo", "hi")]
    reach = max([LEAST_REACH, *ends])
    return [_row(driver, reach) for driver in drivers]


def _row(driver: Mapping[str, Any], reach: float) -> DriverRow:
    effect, title = driver["effect"], _(driver["title"])
    known = driver["verdict"] == LEARNED
    unknown = _("no clear link") if driver["verdict"] == "no clear link" else _("can’t tell yet")
    return DriverRow(
        title=title[:1].upper() + title[1:],
        value=number(effect["median"], signed=True) if known else unknown,
        interval=interval(effect, signed=True),
        known=known,
        low=_across(effect["lo"], reach),
        high=_across(effect["hi"], reach),
        middle=_across(effect["median"], reach),
    )


def _across(value: float, reach: float) -> float:
    return round(WIDTH / 2 + value / reach * (WIDTH / 2 - 2), 1)
