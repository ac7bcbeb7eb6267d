"""The dates of a plan as a calendar file: appointments that are agreed, and the practice at home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from unknot.web.appointments.models import PlannedSession
from unknot.web.plans.models import Plan
from unknot.web.plans.option import to_the_quarter
from unknot.web.science_of_plans import APPOINTMENT, OWN_TIME, calendar_of


def calendar_of_plan(plan: Plan) -> str:
    """What is to come."""
    return calendar_of(sorted(_slots(plan), key=lambda slot: slot[1]), str(plan.client.public_id))


def _slots(plan: Plan) -> Iterator[tuple[str, datetime, float]]:
    zone, now = ZoneInfo(plan.client.practice.time_zone), timezone.now()
    for session in PlannedSession.coming(plan.client):
        yield APPOINTMENT, session.starts_at.astimezone(zone), session.minutes
    # Practices that fall on the same hour follow one another.
    if plan.ended_at is None:
        later: dict[datetime, float] = {}
        for home in plan.chosen.home:
            for time in home.times:
                begin = to_the_quarter(time).astimezone(zone)
                if begin > now:
                    yield OWN_TIME, begin + timedelta(minutes=later.get(begin, 0.0)), home.minutes
                    later[begin] = later.get(begin, 0.0) + home.minutes
