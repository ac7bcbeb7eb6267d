"""What plans offer to a FHIR bundle: one care plan each, with the sessions and the practice that it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from unknot.web.clients.models import Client
from unknot.web.fhir.care_plan import Intended, intended_care
from unknot.web.fhir.resource import Resource
from unknot.web.plans.models import Plan
from unknot.web.science import treatment_titles

FINISHED = frozenset({Plan.End.REACHED.value})


def resources(client: Client) -> Iterator[Resource]:
    """One care plan for each plan that was ever chosen."""
    for plan in Plan.objects.filter(client=client):
        option = plan.chosen
        title = treatment_titles().get(option.treatment, option.treatment)
        activities = [Intended(option.treatment, title, option.minutes, option.sessions)]
        activities += [Intended(home.name, home.title, home.minutes, (), home.days_a_week) for home in option.home]
        yield intended_care(
            str(plan.public_id),
            str(client.public_id),
            title=option.name,
            goal=f"Pain of at most {plan.goal_most} on {plan.goal_days} of 7 days",
            reasons=option.reasons,
            status=_status(plan),
            created=plan.chosen_at,
            period=(option.days[0].when, plan.ended_at or option.days[-1].when),
            activities=[activity for activity in activities if activity.times or activity.days_a_week],
        )


def _status(plan: Plan) -> str:
    if plan.ended_at is None:
        return "active"
    return "completed" if plan.end_reason in FINISHED else "revoked"
