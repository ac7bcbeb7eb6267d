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


@dataclass(frozen=True, slots=True)
class Intended:
    """Something that is planned.

    Attributes:
        name: The intervention's name.
        text: What it is called.
        minutes: How long, each time [minute].
        times: When; none where only how often is planned.
        days_a_week: On how many days a week, where that is all that is planned; 0 otherwise.
    """

    name: str
    text: str
    minutes: int
    times: Sequence[datetime] = ()
    days_a_week: int = 0


def intended_care(
    identity: str,
    person: str,
    *,
    title: str,
    goal: str,
    reasons: Sequence[str],
    status: str,
    created: datetime,
    period: tuple[datetime, datetime],
    activities: Sequence[Intended],
) -> Resource:
    """A plan for the coming weeks as a CarePlan.

    Args:
        identity: The plan's id.
        person: The client's public id.
        title: What is planned, in one line.
        goal: What it is for, in words.
        reasons: Why this.
        status: "active", "completed" or "revoked".
        created: When it was chosen.
        period: Its first and last moment; the second is when it ended, where it did before.
        activities: What it is made of.
    """
    first, last = period
    return resource(
        "CarePlan",
        identity,
        status=status,
        intent="plan",
        title=title,
        description=goal,
        subject=reference("Patient", person),
        period={"start": moment(min(first, last)), "end": moment(last)},
        created=moment(created),
        activity=[{"detail": _intended(activity, status)} for activity in activities],
        note=[{"text": " ".join(reasons)}] if reasons else [],
    )


def _intended(activity: Intended, status: str) -> dict[str, object]:
    done = {"active": "scheduled", "completed": "completed"}.get(status, "stopped")
    length = {"duration": activity.minutes, "durationUnit": "min"}
    if activity.times:
        timing = {"event": [moment(time) for time in activity.times], "repeat": length}
    else:
        timing = {"repeat": {**length, "frequency": activity.days_a_week, "period": 1, "periodUnit": "wk"}}
    return {"code": concept(INTERVENTION, activity.name, activity.text), "status": done, "scheduledTiming": timing}
