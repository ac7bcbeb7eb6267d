"""The plan on the client's phone, in plain words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from unknot.web.access import client_self
from unknot.web.appointments.models import PlannedSession
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.data.download import download, refused
from unknot.web.plans.dates import calendar_of_plan
from unknot.web.plans.models import Plan
from unknot.web.plans.picture import picture_of
from unknot.web.plans.progress import progress_of
from unknot.web.plans.safety import guard_of
from unknot.web.plans.shown import in_ten, show


@client_self
def own(request: HttpRequest, client: Client) -> HttpResponse:
    """What was agreed, what is next, and what to expect."""
    plan, guard = Plan.running(client), guard_of(client)
    context: dict[str, Any] = {
        "client": client,
        "practice": client.practice,
        "plan": plan,
        "rests": guard.stops,
        "coming": [] if guard.stops else PlannedSession.coming(client)[:4],
    }
    if plan is not None:
        option = plan.chosen
        context |= {
            "shown": show(option, client.practice, picture_of(option, None, plan.goal_most)),
            "progress": progress_of(plan),
            "chance": in_ten(option.chance),
            "without": in_ten(plan.chance_without),
        }
    return render(request, "plans/own.html", context)


@client_self
@require_POST
def own_calendar(request: HttpRequest, client: Client) -> HttpResponse:
    """The dates of the own plan as a calendar file.

    Raises:
        Http404: If there is no plan.
    """
    plan = Plan.running(client)
    if plan is None:
        raise Http404
    if (answer := refused(request, client.public_id)) is not None:
        return answer
    note(request, "plan.calendar", plan)
    return download(calendar_of_plan(plan).encode(), "text/calendar; charset=utf-8", "appointments.ics")
