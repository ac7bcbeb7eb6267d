"""Options as the page shows them: numbers in words, the picture, and its twin week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _

from unknot.web.plans.option import Day, Home, Option
from unknot.web.plans.picture import Picture, picture_of
from unknot.web.science_of_plans import AS_NOW, NOTHING
from unknot.web.translation.said import plainly

A_WEEK = 7
OF_A_HUNDRED, OF_TEN = 100, 10


@dataclass(frozen=True, slots=True)
class Week:
    """One week of an option: pain expected, where answers lie, and the sessions in it."""

    number: int
    mean: str
    interval: str
    sessions: int


@dataclass(frozen=True, slots=True)
class Ranged:
    """A number in words, and where it lies in 8 of 10 futures."""

    mean: str
    interval: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One option on the page.

    Attributes:
        place: Where it stands among the options, from 0.
        option: The option.
        is_best: Whether it is best by the weights.
        chance: The chance of the goal [per cent].
        chance_error: By how much that may differ by the number of simulated futures [per cent].
        pain: Mean pain [nrs], and where it lies.
        gained: Good days beyond doing nothing, and where their number lies.
        cost: What the sessions cost.
        hours: The client's time [hour].
        picture: The picture.
        weeks: The same as rows.
        sessions: When sessions are, where the practice is.
    """

    place: int
    option: Option
    is_best: bool
    chance: int
    chance_error: int
    pain: Ranged
    gained: Ranged
    cost: str
    hours: int
    picture: Picture
    weeks: Sequence[Week]
    sessions: Sequence[datetime]

    @property
    def title(self) -> str:
        """The name in the language of the page."""
        return {NOTHING: _("Do nothing"), AS_NOW: _("Carry on as now")}.get(self.option.kind, plainly(self.option.name))


def shown(found: dict[str, Any], goal_most: int, practice: Any) -> list[Shown]:
    """Every option that was found.

    Args:
        found: The JSON of a search.
        goal_most: The highest answer of a good day [nrs].
        practice: By whose clock.
    """
    options = [Option.of(said) for said in found["options"]]
    bare = next((option for option in options if option.kind == NOTHING), None)
    return [
        show(option, practice, picture_of(option, bare, goal_most), place, is_best=option.name == found["best"])
        for place, option in enumerate(options)
    ]


def show(option: Option, practice: Any, picture: Picture, place: int = 0, *, is_best: bool = False) -> Shown:
    """One option in words."""
    low, high = option.pain_interval
    fewest, most = option.gained_interval
    return Shown(
        place=place,
        option=option,
        is_best=is_best,
        chance=round(option.chance * OF_A_HUNDRED),
        chance_error=max(1, round(2 * option.chance_error * OF_A_HUNDRED)),
        pain=Ranged(_one(option.pain), _between(_one(low), _one(high))),
        gained=Ranged(_signed(option.gained), _between(_signed(fewest), _signed(most))),
        cost=money(option.cost),
        hours=round(option.own_hours),
        picture=picture,
        weeks=weeks_of(option, practice),
        sessions=option.sessions,
    )


def weeks_of(option: Option, practice: Any) -> list[Week]:
    """The picture as rows."""
    sessions = [practice.local(session).date() for session in option.sessions]
    return [
        _week(number, option.days[start : start + A_WEEK], sessions, practice)
        for number, start in enumerate(range(0, len(option.days), A_WEEK), start=1)
    ]


def practices_of(options: Sequence[Shown]) -> list[Home]:
    """What any of the options asks for at home, each once."""
    return list({home.name: home for each in options for home in each.option.home}.values())


def in_ten(chance: float) -> str:
    """A chance as people say it."""
    tenths = round(chance * OF_TEN)
    if tenths < 1:
        return _("less than 1 in 10")
    if tenths >= OF_TEN:
        return _("more than 9 in 10")
    return _("about %(tenths)s in 10") % {"tenths": tenths}


def money(amount: float) -> str:
    """An amount in whatever money the practice counts in."""
    return str(localize(round(amount) if amount == round(amount) else round(amount, 2)))


def _week(number: int, days: Sequence[Day], sessions: Sequence[date], practice: Any) -> Week:
    first, last = (practice.local(day.when).date() for day in (days[0], days[-1]))
    mean, low, high = (sum(getattr(day, name) for day in days) / len(days) for name in ("mean", "lo", "hi"))
    within = sum(first <= session <= last for session in sessions)
    return Week(number, _one(mean), _between(_one(low), _one(high)), within)


def _between(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _one(value: float) -> str:
    return str(localize(round(min(max(value, 0.0), 10.0), 1)))


def _signed(days: float) -> str:
    whole = round(days)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"
