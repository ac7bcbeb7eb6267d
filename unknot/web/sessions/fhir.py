"""What sessions offer to a FHIR bundle: each session, what was rated around it, and the plan as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import QuerySet

from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.fhir.care_plan import Ahead, Course, care_plan
from unknot.web.fhir.observation import Measured, observation
from unknot.web.fhir.procedure import Given, procedure
from unknot.web.fhir.resource import Resource, made_id
from unknot.web.goals.models import Goal
from unknot.web.science import known_questions, treatment_titles
from unknot.web.sessions.models import AdverseEvent, Session
from unknot.web.sessions.scales import bounds_of

RATINGS = {
    "pain_before": ("Pain before the session", "pain"),
    "pain_after": ("Pain after the session", "pain"),
    "soreness": ("Soreness after the session", ""),
}
"""What is rated around a session: what it is called, and the instrument whose public code it shares."""


def resources(client: Client) -> Iterator[Resource]:
    """One procedure for each session, the ratings around it, and a care plan with what is to come."""
    sessions = list(Session.objects.filter(client=client).select_related("adverse_event"))
    titles = treatment_titles()
    for session in sessions:
        yield procedure(_given(client, session, titles.get(session.intervention, session.intervention)))
        yield from (observation(rating) for rating in _ratings(client, session))
    names = dict.fromkeys(session.intervention for session in sessions)
    courses = [
        _course(titles.get(name, name), [entry for entry in sessions if entry.intervention == name]) for name in names
    ]
    ahead = Ahead(_ids(Goal.objects.filter(client=client)), _ids(PlannedSession.objects.filter(client=client)))
    if courses or ahead.appointments:
        yield care_plan(str(client.public_id), courses, ahead, client.complaint)


def _ids(rows: QuerySet[Any]) -> list[str]:
    return [str(identity) for identity in rows.values_list("public_id", flat=True)]


def _given(client: Client, session: Session, title: str) -> Given:
    pressure = f"Pressure {session.pressure} of {bounds_of('pressure')[1]}" if session.pressure is not None else ""
    beyond = f"Why beyond the limits: {session.beyond}" if session.beyond else ""
    unwanted: AdverseEvent | None = getattr(session, "adverse_event", None)
    return Given(
        identity=str(session.public_id),
        person=str(client.public_id),
        name=session.intervention,
        text=title,
        began=session.started_at,
        minutes=session.minutes,
        regions=session.regions,
        notes=(session.technique, pressure, session.note, beyond),
        complications=[_unwanted(unwanted)] if unwanted else [],
        follow_up=[unwanted.action] if unwanted else [],
    )


def _unwanted(event: AdverseEvent) -> str:
    """What came with a session, in words that need no code system."""
    onset, severity = AdverseEvent.Onset(event.onset).label, AdverseEvent.Severity(event.severity).label
    expected = ", to be expected" if event.expected else ""
    return f"{event.what} (began {onset}; severity {severity}{expected})"


def _ratings(client: Client, session: Session) -> Iterator[Measured]:
    facts = known_questions()
    for name, (text, like) in RATINGS.items():
        value = getattr(session, name)
        if value is None:
            continue
        before = name == "pain_before"
        yield Measured(
            identity=made_id(session.public_id, name),
            person=str(client.public_id),
            name=name,
            text=text,
            value=value,
            when=session.started_at if before else session.started_at + timedelta(minutes=session.minutes),
            loinc=facts[like].loinc if like else None,
            procedure=str(session.public_id),
        )


def _course(title: str, sessions: list[Session]) -> Course:
    return Course(
        name=sessions[0].intervention,
        text=title,
        times=len(sessions),
        minutes=median(session.minutes for session in sessions),
        first=sessions[0].started_at,
        last=sessions[-1].started_at,
        procedures=[str(session.public_id) for session in sessions],
    )
