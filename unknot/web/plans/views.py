"""The tab of plans: what to look for, what was found, and the plan that is followed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from unknot.web.access import staff_of_client
from unknot.web.accounts.member import member
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.diary.models import Entry
from unknot.web.plans.agree import proposal
from unknot.web.plans.forms import EndForm, WishesForm
from unknot.web.plans.models import NextQuestions, Plan, PlanSearch
from unknot.web.plans.next_step import next_step
from unknot.web.plans.picture import picture_of
from unknot.web.plans.progress import progress_of
from unknot.web.plans.questions import coming_questions
from unknot.web.plans.safety import Guard, guard_of
from unknot.web.plans.search import ask_for, is_outdated
from unknot.web.plans.shown import practices_of, show, shown


@staff_of_client
def page(request: HttpRequest, client: Client) -> HttpResponse:
    """The plan that is followed, and what to look for; sending the form lets the worker look."""
    guard, search = guard_of(client), PlanSearch.objects.filter(client=client).first()
    form = WishesForm(request.POST or None, initial=_begin(client, search))
    if request.method == "POST" and form.is_valid() and not guard.stops and _has_entries(client):
        with transaction.atomic():
            ask_for(client, member(request), form.wishes())
            note(request, "plan.search", client)
        return HttpResponseRedirect(f"{reverse('plans:page', args=[client.public_id])}#found")
    plan = Plan.running(client)
    context = {
        "client": client,
        "practice": client.practice,
        "guard": guard,
        "form": form,
        "written": _has_entries(client),
        "plan": _running(plan, guard) if plan else None,
        "past": Plan.objects.filter(client=client).exclude(ended_at=None)[:5],
        **_options(client, search, guard),
        **_questions(client),
    }
    return render(request, "plans/page.html", context, status=422 if form.errors or request.method == "POST" else 200)


@staff_of_client
def found(request: HttpRequest, client: Client) -> HttpResponse:
    """What was found, or that it is still looked for: the part of the page that comes again by itself."""
    search = PlanSearch.objects.filter(client=client).first()
    context = {"client": client, "practice": client.practice, **_options(client, search, guard_of(client))}
    return render(request, "plans/found.html", context)


def _options(client: Client, search: PlanSearch | None, guard: Guard) -> dict[str, Any]:
    """What the part with the options shows."""
    said: dict[str, Any] = {"search": search, "guard": guard}
    if search is None or search.found is None or search.waiting_since is not None:
        return said
    answer: dict[str, Any] = search.found
    options = shown(answer, search.wishes["goal_most"], client.practice)
    return said | {
        "answer": answer,
        "options": options,
        "practices": practices_of(options),
        "lead": _texts(answer["explanation"]["client"])[:2],
        "notes": _texts(answer["notes"]),
        "weights": answer["explanation"]["therapist"][-1]["text"],
        "outdated": is_outdated(search),
        "limits_changed": search.kept_to != guard.kept,
        "key": uuid.uuid4(),
    }


def _texts(sentences: Iterable[dict[str, Any]]) -> list[str]:
    return [sentence["text"] for sentence in sentences]


def _running(plan: Plan, guard: Guard) -> dict[str, Any]:
    """What the card of the running plan shows."""
    option = plan.chosen
    return {
        "row": plan,
        "shown": show(option, plan.client.practice, picture_of(option, None, plan.goal_most)),
        "progress": progress_of(plan),
        "proposal": proposal(plan, guard),
        "next": next_step(plan.client),
        "end": EndForm(instance=plan),
    }


def _questions(client: Client) -> dict[str, Any]:
    row = NextQuestions.objects.filter(client=client).first()
    return {"questions": row, "asked": coming_questions(client)}


def _begin(client: Client, search: PlanSearch | None) -> dict[str, Any]:
    """What the form begins with: the last search, or the price that the practice said last."""
    if search is not None:
        return search.wishes
    last = PlanSearch.objects.filter(client__practice=client.practice).order_by("-pk").first()
    return {"price": last.wishes["price"]} if last is not None else {}


def _has_entries(client: Client) -> bool:
    return Entry.objects.filter(client=client).exists()
