"""An option as an iCalendar file; calendars are read over shoulders, so no title says anything about health."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from unknot.errors import UnknotError
from unknot.planning.planner import Option, Plan
from unknot.planning.regimen import Practice
from unknot.records import Clock

APPOINTMENT, OWN_TIME = "Appointment", "Own time"
PRODUCT = "-//Unknot//plan//EN"


def calendar(plan: Plan, option: Option) -> str:
    """The sessions and the practice of one option.

    Args:
        plan: The plan.
        option: One of its options.

    Raises:
        UnknotError: If the record counts days only.
    """
    clock = plan.outlook.posterior.record.clock
    refuse_without_dates(clock)
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    sessions = option.regimen.sessions
    hour = plan.outlook.effects[plan.treatment].hour
    for day in sessions.days:
        found.add_component(_event(plan, APPOINTMENT, day, hour, sessions.minutes))
    for practice in option.regimen.practices:
        for event in _practised(plan, practice):
            found.add_component(event)
    return found.to_ical().decode()


def refuse_without_dates(clock: Clock) -> None:
    """A calendar needs dates.

    Raises:
        UnknotError: If the clock counts days only.
    """
    if clock.origin is None:
        raise UnknotError(
            "A calendar needs dates, and this record counts days.",
            todo="Give dates in the tables, or plan without a calendar.",
        )


def _practised(plan: Plan, practice: Practice) -> list[Event]:
    hour = plan.outlook.effects[practice.name].hour
    days = practice.days(plan.outlook.days)
    return [_event(plan, OWN_TIME, day, hour, practice.minutes, practice.name) for day in days]


def _event(plan: Plan, title: str, day: int, hour: float, minutes: float, what: str = "") -> Event:
    outlook = plan.outlook
    clock = outlook.posterior.record.clock
    begin = clock.moment(clock.day_of(outlook.first_date + day, hour))
    event = Event()
    event.add("summary", title)
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=minutes))
    event.add("dtstamp", datetime.now(UTC))
    event.add("class", "PRIVATE")
    # The same plan imported twice shall not stand there twice; the hash says nothing about anybody.
    told = f"{outlook.posterior.data_hash} {title} {what} {begin.isoformat()}"
    event.add("uid", f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@unknot")
    return event
