"""Choosing an option, making its appointments, keeping its dates, and ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from unknot.web.access import staff_of_client
from unknot.web.accounts.member import member
from unknot.web.accounts.models import StaffMember
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.data.download import download, refused
from unknot.web.plans.agree import make_appointments
from unknot.web.plans.dates import calendar_of_plan
from unknot.web.plans.forms import EndForm
from unknot.web.plans.models import Plan, PlanSearch
from unknot.web.plans.option import Option
from unknot.web.plans.safety import guard_of
from unknot.web.science_of_plans import NOTHING

LONGEST_TITLE = 300


@staff_of_client
@require_POST
def choose(request: HttpRequest, client: Client) -> HttpResponse:
    """Keep one option as the plan, from the answer that was on the page and under the limits that stand now."""
    try:
        key, search, place = (UUID(request.POST["key"]), UUID(request.POST["search"]), int(request.POST["place"]))
    except (KeyError, ValueError):
        return _back(request, client, problem=_("Nothing was chosen."))
    with transaction.atomic():
        if Plan.objects.filter(client=client, key=key).exists():
            return _back(request, client)
        found = PlanSearch.objects.select_for_update().filter(client=client, public_id=search).first()
        said = _option(found, place)
        if found is None or said is None:
            return _back(request, client, problem=_("This answer is no longer there. Look at the options once more."))
        if found.kept_to != guard_of(client).kept:
            problem = _("What stands for the client has changed since these options were found. Look for plans anew.")
            return _back(request, client, problem=problem)
        _end_running(client, member(request))
        plan = _keep(client, member(request), found, said, key)
        note(request, "plan.choose", plan)
    messages.success(request, _("The plan is kept. The client sees it on the phone."))
    return redirect("plans:page", client=client.public_id)


@staff_of_client
@require_POST
def appointments(request: HttpRequest, client: Client, plan: UUID) -> HttpResponse:
    """Make the plan's sessions appointments."""
    running = get_object_or_404(Plan, client=client, public_id=plan)
    guard = guard_of(client)
    if running.ended_at is not None or guard.stops:
        return _back(request, client, problem=_("No appointment was made: no session before somebody has looked."))
    with transaction.atomic():
        made = make_appointments(running, guard, member(request))
        if made.moments:
            note(request, "plan.appointments", running)
    if made.too_long:
        problem = _("No appointment was made: the sessions are longer than the limits allow now. Look for plans anew.")
        return _back(request, client, problem=problem)
    count = len(made.moments)
    if count:
        said = ngettext("%(count)s appointment was made.", "%(count)s appointments were made.", count)
        messages.success(request, said % {"count": count})
    return _back(request, client)


@staff_of_client
@require_POST
def calendar(request: HttpRequest, client: Client, plan: UUID) -> HttpResponse:
    """The dates of a plan as a calendar file."""
    found = get_object_or_404(Plan, client=client, public_id=plan)
    if (answer := refused(request, client.public_id)) is not None:
        return answer
    note(request, "plan.calendar", found)
    return download(calendar_of_plan(found).encode(), "text/calendar; charset=utf-8", "appointments.ics")


@staff_of_client
@require_POST
def end(request: HttpRequest, client: Client, plan: UUID) -> HttpResponse:
    """End a plan, with the reason."""
    found = get_object_or_404(Plan, client=client, public_id=plan)
    form = EndForm(request.POST, instance=found)
    if not form.is_valid():
        return _back(request, client, problem=_("Say why the plan ends."))
    if found.ended_at is None:
        with transaction.atomic():
            ended = form.save(commit=False)
            ended.ended_at, ended.ended_by = timezone.now(), member(request)
            ended.save()
            note(request, "plan.end", ended)
        messages.success(request, _("The plan was ended. Appointments that were made stay."))
    return redirect("plans:page", client=client.public_id)


def _option(search: PlanSearch | None, place: int) -> dict[str, Any] | None:
    """The option at a place, where it is one that can be chosen."""
    options: list[dict[str, Any]] = (search.found or {}).get("options", []) if search is not None else []
    if not 0 <= place < len(options):
        return None
    return options[place] if Option.of(options[place]).is_plan else None


def _end_running(client: Client, by: StaffMember) -> None:
    ended = {"ended_at": timezone.now(), "ended_by": by, "end_reason": Plan.End.REPLACED}
    Plan.objects.filter(client=client, ended_at=None).update(**ended)


def _keep(client: Client, by: StaffMember, search: PlanSearch, said: dict[str, Any], key: UUID) -> Plan:
    wishes: dict[str, Any] = search.wishes
    answer: dict[str, Any] = search.found or {}
    option = Option.of(said)
    bare = next(each for each in map(Option.of, answer["options"]) if each.kind == NOTHING)
    return Plan.objects.create(
        client=client,
        key=key,
        chosen_by=by,
        as_of=search.as_of,
        goal_most=wishes["goal_most"],
        goal_days=wishes["goal_days"],
        weeks=wishes["weeks"],
        supported=answer["supported"],
        title=option.name[:LONGEST_TITLE],
        ends_on=client.practice.local(option.days[-1].when).date(),
        chance_without=bare.chance,
        option=said,
    )


def _back(request: HttpRequest, client: Client, *, problem: str = "") -> HttpResponse:
    if problem:
        messages.error(request, problem)
    return redirect("plans:page", client=client.public_id)
