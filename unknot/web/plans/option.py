"""One option of a plan, read from the JSON in which the science gives it and the database keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from unknot.web.science_of_plans import AS_NOW, NOTHING, PLANNED

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Home:
    """Practice at home.

    Attributes:
        name: The intervention's name.
        title: What it is called.
        minutes: How long, each time [minute].
        days_a_week: On how many days a week.
        grade: How well relief by it is supported.
        from_diary: Whether its effect is known from the client's own diary.
        harms: What can go wrong with it.
        times: When.
    """

    name: str
    title: str
    minutes: int
    days_a_week: int
    grade: str
    from_diary: bool
    harms: str
    times: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """Pain on one day: expected, and where an answer is expected [nrs]."""

    when: datetime
    mean: float
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class Option:
    """One option, as `unknot.report.plan_answer.OptionAnswer` explains it."""

    name: str
    kind: str
    treatment: str
    minutes: int
    sessions: tuple[datetime, ...]
    home: tuple[Home, ...]
    cost: float
    own_hours: float
    chance: float
    chance_error: float
    pain: float
    pain_interval: tuple[float, float]
    good_days: float
    gained: float
    gained_interval: tuple[float, float]
    grade: str
    reasons: tuple[str, ...]
    days: tuple[Day, ...]

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Option:
        """Read one.

        Raises:
            KeyError, TypeError, ValueError: If it is none.
        """
        return cls(
            name=str(said["name"]),
            kind=_one_of(said["kind"], (PLANNED, NOTHING, AS_NOW)),
            treatment=str(said["treatment"]),
            minutes=round(said["minutes"]),
            sessions=tuple(to_the_quarter(_moment(session["time"])) for session in said["schedule"]),
            home=tuple(_home(practice) for practice in said["home"]),
            cost=float(said["cost"]),
            own_hours=float(said["own_hours"]),
            chance=float(said["probability_goal"]),
            chance_error=float(said["sampling_error"]),
            pain=float(said["expected_pain"]),
            pain_interval=_pair(said["expected_pain_interval"]),
            good_days=float(said["good_days"]),
            gained=float(said["days_gained"]),
            gained_interval=_pair(said["days_gained_interval"]),
            grade=str(said["grade"] or ""),
            reasons=tuple(str(reason["text"]) for reason in said["reasons"]),
            days=tuple(
                Day(_moment(day["time"]), float(day["mean"]), float(day["lo"]), float(day["hi"]))
                for day in said["days"]
            ),
        )

    @property
    def is_plan(self) -> bool:
        """Whether it can be chosen."""
        return self.kind == PLANNED


def check_option(said: object) -> None:
    """Refuse what cannot be read as an option.

    Raises:
        ValidationError: If it cannot.
    """
    try:
        if not Option.of(said if isinstance(said, dict) else {}).days:
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ValidationError(_("This is not an option of a plan.")) from error


def to_the_quarter(moment: datetime) -> datetime:
    """The nearest full quarter of an hour: nobody makes an appointment for 13:07."""
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour + round((moment - hour) / QUARTER) * QUARTER


def _home(said: Mapping[str, Any]) -> Home:
    return Home(
        name=str(said["name"]),
        title=str(said["title"]),
        minutes=round(said["minutes"]),
        days_a_week=int(said["days_a_week"]),
        grade=str(said["grade"]),
        from_diary=bool(said["from_diary"]),
        harms=str(said["harms"]),
        times=tuple(_moment(time) for time in said["times"]),
    )


def _moment(text: Any) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _pair(said: Any) -> tuple[float, float]:
    low, high = said
    return float(low), float(high)


def _one_of(said: Any, known: tuple[str, ...]) -> str:
    if said not in known:
        raise ValueError(said)
    return str(said)
