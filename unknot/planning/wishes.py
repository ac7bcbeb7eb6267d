"""What the client wants and can give: the goal, money, time, and what both are worth to them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from unknot.errors import UnknotError
from unknot.planning.goal import Goal

LONGEST = 26
HOME_PRACTICES = ("exercise", "relaxation", "mindfulness")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a plan is made for; what money and time are worth is the client's to say, and is shown with every plan.

    Attributes:
        goal: What is aimed at.
        weeks: How long the plan is [week].
        budget: The most that all sessions together may cost.
        price: The price of one session of this client's usual length, in the same money.
        prices: Prices of sessions of other lengths, by minutes; longer sessions are planned only with a price.
        most_a_week: The most sessions in any seven days.
        home_minutes: The most minutes a day for practice at home [minute].
        practices: What may be practised at home.
        treatment: The treatment that is planned; the one with most sessions in the diary when None.
        good_day: What one more good day is worth, in the same money.
        hour: What one hour of the client's own time is worth, in the same money.
        least_chance: The chance of the goal that an option must reach to be offered; 0 for any.
    """

    goal: Goal
    weeks: int = 8
    budget: float = math.inf
    price: float = 0.0
    prices: Mapping[float, float] = field(default_factory=dict[float, float])
    most_a_week: int = 2
    home_minutes: float = 20.0
    practices: tuple[str, ...] = HOME_PRACTICES
    treatment: str | None = None
    good_day: float = 20.0
    hour: float = 0.0
    least_chance: float = 0.0

    def __post_init__(self) -> None:
        """Refuse wishes that no plan can keep to.

        Raises:
            UnknotError: If one of them is impossible.
        """
        amounts = {
            "price": self.price, "budget": self.budget, "home-minutes": self.home_minutes,
            "good-day": self.good_day, "hour": self.hour, **{f"price-of {m:g}": p for m, p in self.prices.items()},
        }  # fmt: skip
        for name, value in amounts.items():
            if not value >= 0:
                raise UnknotError(f"'{name}' must be 0 or more.", given=f"{value:g}")
            if math.isinf(value) and name != "budget":
                raise UnknotError(f"'{name}' has no end.", given=f"{value:g}", todo="Give a number.")
        for minutes in self.prices:
            if not 0 < minutes < math.inf:
                raise UnknotError("A session with a price lasts more than 0 minutes.", given=f"{minutes:g}")
        if not 0 <= self.least_chance < 1:
            raise UnknotError(
                "A chance lies between 0 and 1.", given=f"{self.least_chance:g}", todo="Write 60 % as 0.6."
            )
        if not 1 <= self.weeks <= LONGEST:
            raise UnknotError(f"A plan has 1 to {LONGEST} weeks.", given=str(self.weeks))
        if self.goal.of > self.weeks * 7:
            raise UnknotError(
                "The goal looks at more days than the plan has.",
                given=f"{self.goal.of} days in {self.weeks} weeks",
                todo="Plan more weeks, or aim at a shorter stretch.",
            )
        if self.most_a_week < 0:
            raise UnknotError("'max-sessions-per-week' must be 0 or more.", given=str(self.most_a_week))
        for name in self.practices:
            if self.practices.count(name) > 1:
                raise UnknotError("A practice is named twice.", given=repr(name), todo="Name it once.")

    @property
    def days(self) -> int:
        """How long the plan is [day]."""
        return self.weeks * 7
