"""CarePlan: what is being done for a client, as it was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from unknot.web.fhir.resource import INTERVENTION, Resource, concept, made_id, moment, reference, resource


@dataclass(frozen=True, slots=True)
class Course:
    """One kind of treatment over time.

    Attributes:
        name: The intervention's name.
        text: What it is called.
        times: How often it was given.
        minutes: How long it usually lasts [minute].
        first: The first time.
        last: The last time so far.
        procedures: The sessions, as ids of Procedures.
    """

    name: str
    text: str
    times: int
    minutes: float
    first: datetime
    last: datetime
    procedures: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a plan leads to.

    Attributes:
        goals: Ids of Goals.
        appointments: Ids of Appointments.
    """

    goals: Sequence[str] = ()
    appointments: Sequence[str] = ()


def care_plan(person: str, courses: Sequence[Course], ahead: Ahead, complaint: str = "") -> Resource:
    """What was done and what is to come for one client, as a CarePlan.

    Args:
        person: The client's public id.
        courses: The courses of treatment.
        ahead: Goals and sessions to come.
        complaint: What brings the client, in words.
    """
    to_come = [{"reference": reference("Appointment", identity)} for identity in ahead.appointments]
    return resource(
        "CarePlan",
        made_id("care-plan", person),
        status="active",
        intent="plan",
        title="Treatment as recorded and as agreed on",
        description=complaint,
        subject=reference("Patient", person),
        period={"start": moment(min(course.first for course in courses))} if courses else None,
        goal=[reference("Goal", identity) for identity in ahead.goals],
        activity=[*map(_activity, courses), *to_come],
    )


def _activity(course: Course) -> dict[str, object]:
    outcome = [reference("Procedure", identity) for identity in course.procedures]
    detail = {
        "code": concept(INTERVENTION, course.name, course.text),
        "status": "in-progress",
        "scheduledPeriod": {"start": moment(course.first), "end": moment(course.last)},
        "description": f"{course.times} times so far, usually {course.minutes:g} minutes",
    }
    return {**({"outcomeReference": outcome} if outcome else {}), "detail": detail}
