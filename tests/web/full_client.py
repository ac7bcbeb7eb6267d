"""A client with a row in every table that can hold one: what is exported, erased and brought back is tried with all."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from unknot.web.appointments.models import PlannedSession
from unknot.web.clients.models import Client
from unknot.web.enrolment.models import Code
from unknot.web.goals.models import Goal, GoalRating
from unknot.web.intake.models import Decision, Intake
from unknot.web.learning.learn import mark_stale
from unknot.web.plans.models import NextQuestions, PlanSearch
from unknot.web.sessions.models import AdverseEvent, HarmReview, Session

WORDS = "only-this-client-wrote-these-words"
"""Stands in every text, so that it can be looked for where nothing may be left."""
ANSWERS = {"peg_average": 6, "peg_enjoyment": 7, "peg_activity": 5, "gcps_pain_days": 3, "gcps_limited_days": 1}


def fill(client: Client) -> Client:
    """Add what `samples.add_rows` leaves out."""
    now = timezone.now()
    client.entries.update(note=f"slept badly {WORDS}", practice={"mindfulness": 15})
    session = client.sessions.first()
    said = {"pain_before": 6, "pain_after": 3, "soreness": 0, "pressure": 4, "technique": "deep"}
    Session.objects.filter(pk=session.pk).update(**said, note=f"short {WORDS}", beyond=f"asked for it {WORDS}")
    AdverseEvent.objects.create(
        session=session, what=f"a bruise {WORDS}", onset="next_day", severity=1, expected=True, action="a cold pack"
    )
    intake = client.intakes.first()
    Intake.objects.filter(pk=intake.pk).update(answers=ANSWERS, places=["neck"], note=f"new job {WORDS}")
    for choice, reason in ((Decision.FOLLOWED, ""), (Decision.SET_ASIDE, f"the doctor agreed {WORDS}")):
        Decision.objects.create(intake=intake, rule="blood_thinner", choice=choice, reason=reason, by=client.therapist)
    Intake.objects.create(client=client, therapist=client.therapist, key=uuid.uuid4(), outcome="go_on")
    walking = Goal.objects.create(client=client, activity=f"walk the dog {WORDS}")
    Goal.objects.create(client=client, activity="sit through a film", ended_at=now)
    for days, value in ((20, 3), (1, 6)):
        GoalRating.objects.create(goal=walking, value=value, rated_at=now - timedelta(days=days))
    PlannedSession.objects.create(client=client, starts_at=now + timedelta(days=5), minutes=45)
    asked = {"asked_by": client.therapist, "problem": f"nothing found {WORDS}"}
    PlanSearch.objects.update_or_create(client=client, defaults=asked)
    NextQuestions.objects.update_or_create(client=client, defaults={"found": {"says": WORDS}})
    HarmReview.objects.create(client=client, by=client.therapist, found=f"a lighter hand {WORDS}")
    Code.objects.create(client=client, code_hash=uuid.uuid4().hex)
    mark_stale(client)
    return client
