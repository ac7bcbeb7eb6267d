"""An option as an iCalendar file; calendars are read over shoulders, so no title says anything about health."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from unknot.errors import UnknotError
from unknot.planning.planner import Option, Plan
from unknot.records import Clock

APPOINTMENT, OWN_TIME = "Appointment", "Own time"
PRODUCT = "-//Unknot//plan//EN"


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry of a calendar.

    Attributes:
        title: What everybody may read.
        begin: When it begins.
        minutes: How long it lasts [minute].
        of: What tells it from others at the same time; only its hash is written.
    """

    title: str
    begin: datetime
    minutes: float
    of: str


def calendar(plan: Plan, option: Option) -> str:
    """The sessions and the practice of one option.

    Args:
        plan: The plan.
        option: One of its options.

    Raises:
        UnknotError: If the record counts days only.
    """
    refuse_without_dates(plan.outlook.posterior.record.clock)
    return calendar_of(_slots(plan, option))


def calendar_of(slots: Iterable[Slot]) -> str:
    """Entries as an iCalendar file."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    for slot in slots:
        found.add_component(_event(slot))
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


def _slots(plan: Plan, option: Option) -> Iterator[Slot]:
    outlook, sessions = plan.outlook, option.regimen.sessions
    whose = outlook.posterior.data_hash
    for day in sessions.days:
        yield Slot(APPOINTMENT, moment_of(plan, day, plan.treatment), sessions.minutes, whose)
    for practice in option.regimen.practices:
        for day in practice.days(outlook.days):
            begin = moment_of(plan, day, practice.name)
            yield Slot(OWN_TIME, begin, practice.minutes, f"{whose} {practice.name}")


def moment_of(plan: Plan, day: int, name: str) -> datetime:
    """When a session or a practice begins on a day of the plan: at its usual hour."""
    outlook = plan.outlook
    clock = outlook.posterior.record.clock
    return clock.moment(clock.day_of(outlook.first_date + day, outlook.effects[name].hour))


def _event(slot: Slot) -> Event:
    event = Event()
    event.add("summary", slot.title)
    event.add("dtstart", slot.begin)
    event.add("dtend", slot.begin + timedelta(minutes=slot.minutes))
    event.add("dtstamp", datetime.now(UTC))
    event.add("class", "PRIVATE")
    # The same plan imported twice shall not stand there twice; the hash says nothing about anybody.
    told = f"{slot.of} {slot.title} {slot.begin.isoformat()}"
    event.add("uid", f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@unknot")
    return event
