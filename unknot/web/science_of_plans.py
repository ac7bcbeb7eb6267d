"""The side door to planning: a record and wishes go in, options and the next questions come out as plain data."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from unknot.evidence.safety.facts import plan_rules
from unknot.records import Record
from unknot.web.science import DAY, learned, load_numerics

if TYPE_CHECKING:
    from unknot.planning.planner import Option, Plan

APPOINTMENT, OWN_TIME = "appointment", "own time"
PLANNED, NOTHING, AS_NOW = "plan", "do nothing", "carry on as now"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan is looked for with; money in whatever the practice counts in.

    Attributes:
        goal: Such as "pain<=4 on 5 of 7 days".
        weeks: How long the plan is [week].
        price: Of a session of the usual length.
        budget: The most that all sessions may cost, or None for any.
        most_a_week: The most sessions in seven days.
        home_minutes: The most minutes of practice a day [minute].
        good_day: What one more good day is worth.
        hour: What an hour of the client's time is worth.
    """

    goal: str
    weeks: int
    price: float
    budget: float | None
    most_a_week: int
    home_minutes: float
    good_day: float
    hour: float


@dataclass(frozen=True, slots=True)
class LongestSession:
    """How long a session may be by what stands for the client [minute], and which conditions ask for it."""

    minutes: int | None = None
    by: tuple[str, ...] = ()


def plans_for(record: Record, wanted: Wanted, longest: LongestSession, first_day: date) -> dict[str, Any]:
    """The options for one client, as the JSON of `unknot plan --json`.

    Each option has its `treatment` by name as well, and each practice its `times`.

    Args:
        record: The client's record.
        wanted: What the client wants and can give.
        longest: What sessions keep to; only for a client whom no rule stops.
        first_day: The first day of the plan, or the day after the record's end where that is later.

    Raises:
        UnknotError: If there is nothing to learn from, or no plan can keep to the wishes.
    """
    posterior = learned(record)
    from unknot.planning.goal import Goal
    from unknot.planning.hours import date_of
    from unknot.planning.outlook import last_moment
    from unknot.planning.planner import plan
    from unknot.planning.safety import Safety
    from unknot.planning.wishes import Wishes
    from unknot.report.plan_assemble import plan_answer

    wishes = Wishes(
        Goal.parse(wanted.goal),
        weeks=wanted.weeks,
        budget=math.inf if wanted.budget is None else wanted.budget,
        price=wanted.price,
        most_a_week=wanted.most_a_week,
        home_minutes=wanted.home_minutes,
        good_day=wanted.good_day,
        hour=wanted.hour,
    )
    general = Safety.of()
    safety = general if longest.minutes is None else Safety(min(float(longest.minutes), general.longest), longest.by)
    start = (first_day - record.clock.moment(0.0).date()).days
    after = date_of(record.clock, last_moment(record)) + 1
    found = plan(posterior, wishes, safety=safety, start=max(start, after))
    body: dict[str, Any] = json.loads(plan_answer(found).to_json())
    for said, option in zip(body["options"], found.options, strict=True):
        _add_times(said, option, found)
    return body


def questions_for(record: Record, now: datetime, sessions: Iterable[datetime]) -> dict[str, Any]:
    """The answers of the coming week that would teach most beside the evenings: the JSON of `unknot ask --json`.

    Args:
        record: The client's record.
        now: When asking may begin.
        sessions: Sessions to come; where there are none, they are expected at the usual gap.

    Raises:
        UnknotError: If there is nothing to learn from, or no session was recorded.
    """
    posterior = learned(record)
    from unknot.planning.asking import ask
    from unknot.report.ask_words import to_json

    midnight = record.clock.moment(0.0)
    begin, *planned = ((moment - midnight) / DAY for moment in (now, *sessions))
    found = ask(posterior, sessions=tuple(planned) or None, from_day=begin, every_evening=True)
    return json.loads(to_json(posterior.record, found))


def calendar_of(slots: Iterable[tuple[str, datetime, float]], whose: str) -> str:
    """An iCalendar file whose titles say nothing about health.

    Args:
        slots: What each is (`APPOINTMENT` or `OWN_TIME`), when it begins, and how long it lasts [minute].
        whose: What tells these entries from those of others; only its hash is written.
    """
    load_numerics()
    from unknot.report import plan_calendar

    titles = {APPOINTMENT: plan_calendar.APPOINTMENT, OWN_TIME: plan_calendar.OWN_TIME}
    return plan_calendar.calendar_of(
        plan_calendar.Slot(titles[what], begin, minutes, whose) for what, begin, minutes in slots
    )


def rule_of_plans(name: str) -> str:
    """What one of the rules asks for, in words."""
    return plan_rules()[name].statement


def least_days_apart() -> int:
    """How many days lie between two sessions at least [day]."""
    return int(plan_rules()["session_limits"].limit("least_gap_days"))


def most_a_week() -> int:
    """How many sessions there are in any seven days at most."""
    return int(plan_rules()["session_limits"].limit("most_a_week"))


def sessions_before_a_review() -> int:
    """After how many sessions without change one should stop."""
    return int(plan_rules()["stop"].limit("sessions"))


def _add_times(said: dict[str, Any], option: Option, plan: Plan) -> None:
    load_numerics()
    from unknot.report.plan_calendar import moment_of

    said["treatment"] = plan.treatment
    days = plan.wishes.days
    for home, practice in zip(said["home"], option.regimen.practices, strict=True):
        home["times"] = [moment_of(plan, day, practice.name).isoformat() for day in practice.days(days)]
