"""Asking, and what the rules say about the answers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from unknot.web.access import staff_of_client
from unknot.web.accounts.member import member
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.intake import words
from unknot.web.intake.changes import changes
from unknot.web.intake.forms import IntakeForm, new_key
from unknot.web.intake.models import Intake
from unknot.web.intake.scores import not_asked, score_rows
from unknot.web.intake.standing import standing_by, standing_of
from unknot.web.intake.write import keep


@staff_of_client
def page(request: HttpRequest, client: Client) -> HttpResponse:
    """The latest intake: outcome, findings, limits and scores."""
    standing = standing_of(client)
    if standing.intake is None:
        return render(request, "intake/empty.html", {"client": client})
    earlier = Intake.objects.filter(client=client, made_at__lt=standing.intake.made_at).first()
    shown = {
        "client": client,
        "practice": client.practice,
        "standing": standing,
        "intake": standing.intake,
        "outcome": words.OUTCOMES[standing.outcome],
        "meaning": words.MEANING[standing.outcome],
        "findings": [
            (found, words.URGENCIES[found.rule.urgency], decision, found.can_be_set_aside)
            for found, decision in standing.findings
        ],
        "changes": changes(standing.limits),
        "scores": score_rows(standing.intake, earlier),
        "compared": earlier is not None,
        "not_asked": not_asked(standing.intake),
    }
    return render(request, "intake/page.html", shown)


@staff_of_client
def add(request: HttpRequest, client: Client) -> HttpResponse:
    """A new intake."""
    standing = standing_of(client)
    stopped = standing.intake is not None and standing.stops
    form = IntakeForm(request.POST or None, years=_age_of(client), stopped=stopped, initial=new_key())
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            intake, is_new = keep(client, member(request), form)
            if is_new:
                note(request, "intake.add", intake)
        messages.success(request, _("The intake was saved."))
        return redirect("intake:page", client=client.public_id)
    shown = {
        "form": form,
        "client": client,
        "stopped": words.OUTCOMES[standing.outcome] if stopped else "",
        "stopped_by": [_(finding.rule.title) for finding, _decision in standing.findings],
    }
    return render(request, "intake/add.html", shown, status=422 if form.errors else 200)


@staff_of_client
def letter(request: HttpRequest, client: Client, intake: UUID) -> HttpResponse:
    """A letter to the client's doctor, to be printed: what was found and what is asked."""
    found = get_object_or_404(Intake, client=client, public_id=intake)
    standing = standing_by(found)
    shown = {
        "client": client,
        "practice": client.practice,
        "intake": found,
        "findings": [finding for finding, _decision in standing.findings],
        "conditions": [condition for condition, _decision in standing.conditions if condition.letter],
        "scores": score_rows(found, None),
        "today": client.practice.local(timezone.now()),
        "member": member(request),
    }
    note(request, "intake.letter", found)
    return render(request, "intake/letter.html", shown)


def _age_of(client: Client) -> int | None:
    if client.born is None:
        return None
    today: date = client.practice.local(timezone.now()).date()
    return today.year - client.born.year - ((today.month, today.day) < (client.born.month, client.born.day))
