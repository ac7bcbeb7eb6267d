"""A regimen: the days and length of sessions, and what is practised at home."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions of one treatment.

    Attributes:
        treatment: The treatment's name.
        minutes: The length of each [minute].
        days: On which days of the plan, ascending from 0.
    """

    treatment: str
    minutes: float
    days: tuple[int, ...]

    @property
    def gaps(self) -> tuple[int, ...]:
        """Days from each session to the next [day]."""
        return tuple(later - earlier for earlier, later in pairwise(self.days))


@dataclass(frozen=True, slots=True)
class Practice:
    """Practice at home.

    Attributes:
        name: What is practised.
        minutes: How long, each time [minute].
        a_week: On how many days a week.
    """

    name: str
    minutes: float
    a_week: int

    def days(self, total: int) -> tuple[int, ...]:
        """The days of the plan on which it is practised, spread over each week."""
        return _spread(self.a_week, total)


@dataclass(frozen=True, slots=True)
class Regimen:
    """Sessions and practice together.

    Attributes:
        sessions: The sessions.
        practices: What is practised at home.
    """

    sessions: Sessions
    practices: tuple[Practice, ...] = ()

    @property
    def home_minutes_a_day(self) -> float:
        """The most minutes of practice on any day [minute]."""
        return sum(practice.minutes for practice in self.practices)

    def own_hours(self, days: int) -> float:
        """The client's time for sessions and practice over the whole plan, ways not counted [hour]."""
        practised = sum(practice.minutes * len(practice.days(days)) for practice in self.practices)
        return (practised + self.sessions.minutes * len(self.sessions.days)) / 60


@cache
def _spread(a_week: int, total: int) -> tuple[int, ...]:
    """Days spread over each week; thousands of regimens share a handful."""
    within = {day * 7 // a_week for day in range(a_week)}
    return tuple(day for day in range(total) if day % 7 in within)
