"""Ending a goal, and taking it up again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unknot.web.access import staff_of_client
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.goals.models import Goal
from unknot.web.goals.progress import end, take_up_again


@staff_of_client
@require_POST
def end_goal(request: HttpRequest, client: Client, goal: UUID) -> HttpResponse:
    """Say that a goal is no longer worked on."""
    found = get_object_or_404(Goal, client=client, public_id=goal)
    with transaction.atomic():
        if end(found):
            note(request, "goal.end", found)
    messages.success(request, _("The goal is ended. How it went stays in the record."))
    return redirect("treatments:list", client=client.public_id)


@staff_of_client
@require_POST
def again(request: HttpRequest, client: Client, goal: UUID) -> HttpResponse:
    """Work on a goal again."""
    found = get_object_or_404(Goal, client=client, public_id=goal)
    with transaction.atomic():
        done = take_up_again(found)
        if done:
            note(request, "goal.again", found)
    if not done:
        messages.error(request, _("A goal of this name is being worked on. Nothing was changed."))
    return redirect("treatments:list", client=client.public_id)
