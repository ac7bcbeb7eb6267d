"""The tab of a trial: designing it, opening it period by period, and what it found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unknot.errors import UnknotError
from unknot.web.access import client_self, staff_of_client
from unknot.web.accounts.member import member
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.plans.safety import Guard, guard_of
from unknot.web.science_of_trials import holds_order, opened
from unknot.web.trials.forms import TrialForm
from unknot.web.trials.models import Trial
from unknot.web.trials.shown import bar_of, rows_of


@staff_of_client
def page(request: HttpRequest, client: Client) -> HttpResponse:
    """The trial that runs; where there is none, what is compared."""
    trial, guard = Trial.current(client), guard_of(client)
    today = client.practice.local(timezone.now()).date()
    form = TrialForm(request.POST or None, guard=guard, today=today)
    if request.method == "POST" and trial is None and not guard.stops and form.is_valid():
        with transaction.atomic():
            made = form.trial(client, member(request))
            made.save()
            note(request, "trial.design", made)
        return redirect("trials:page", client=client.public_id)
    past = [row for row in Trial.objects.filter(client=client).exclude(ended_at=None) if row.protocol is not None]
    shown = {"form": form, "past": past[:5], **_shown(client, trial, guard)}
    return render(request, "trials/page.html", shown, status=422 if form.errors or request.method == "POST" else 200)


@staff_of_client
def found(request: HttpRequest, client: Client) -> HttpResponse:
    """The trial as it stands: the part of the page that comes again by itself."""
    return render(request, "trials/current.html", _shown(client, Trial.current(client), guard_of(client)))


@staff_of_client
@require_POST
def begin(request: HttpRequest, client: Client, trial: UUID) -> HttpResponse:
    """Begin a designed trial, once therapist and client have agreed to it."""
    running = _running(client, trial)
    if guard_of(client).stops:
        return _back(request, client, _("No trial begins before somebody has looked."))
    if running.protocol is not None and running.begun_at is None:
        with transaction.atomic():
            running.begun_at = timezone.now()
            running.save(update_fields=["begun_at"])
            note(request, "trial.begin", running)
    return _back(request, client)


@staff_of_client
@require_POST
def open_next(request: HttpRequest, client: Client, trial: UUID) -> HttpResponse:
    """Open the period that begins today, and no other."""
    guard = guard_of(client)
    with transaction.atomic():
        running = get_object_or_404(Trial.objects.select_for_update(), client=client, public_id=trial, ended_at=None)
        if guard.stops or _too_long(running, guard):
            return _back(request, client, _("What stands for the client now does not allow it: end the trial."))
        period = running.next_to_open
        if period is None:
            return _back(request, client)
        if not holds_order(running.sealed):
            said = _(
                "The order of this trial is not here: it was brought in from the client's own copy. End the trial."
            )
            return _back(request, client, said)
        try:
            title, key = opened(running.sealed, period.number)
        except UnknotError:
            said = _("The seal of this trial is broken: its order is not the one that was fixed. End the trial.")
            return _back(request, client, said)
        opening = {"number": period.number, "title": title, "key": key, "at": timezone.now().isoformat()}
        running.openings = [*running.openings, opening]
        running.save(update_fields=["openings"])
        note(request, "trial.open", running)
    return _back(request, client)


@staff_of_client
@require_POST
def analyse(request: HttpRequest, client: Client, trial: UUID) -> HttpResponse:
    """Let the worker say what the trial found; only once its last day has passed."""
    running = _running(client, trial)
    if not running.is_over:
        return _back(request, client, _("A trial is analysed when it is over: who looks before stops when it pleases."))
    with transaction.atomic():
        Trial.objects.filter(pk=running.pk, waiting_since=None).update(waiting_since=timezone.now(), problem="")
        note(request, "trial.analyse", running)
    return _back(request, client)


@staff_of_client
@require_POST
def end(request: HttpRequest, client: Client, trial: UUID) -> HttpResponse:
    """Put a trial away: one that was not begun, is stopped early, or has said what it found."""
    running = _running(client, trial)
    running.ended_at, running.waiting_since = timezone.now(), None
    running.end_note = request.POST.get("end_note", "")[:500]
    with transaction.atomic():
        running.save(update_fields=["ended_at", "waiting_since", "end_note"])
        note(request, "trial.end", running)
    return _back(request, client)


@client_self
def own(request: HttpRequest, client: Client) -> HttpResponse:
    """What is on now, on the client's phone."""
    trial = Trial.current(client)
    shown: dict[str, Any] = {"trial": trial if trial is not None and trial.begun_at is not None else None}
    if trial is not None and trial.plan is not None:
        first = trial.plan.periods[0].begins
        shown |= {"rows": rows_of(trial), "begins": first if first > trial.today else None}
    return render(request, "trials/own.html", shown)


def _shown(client: Client, trial: Trial | None, guard: Guard) -> dict[str, Any]:
    said: dict[str, Any] = {"client": client, "practice": client.practice, "trial": trial, "guard": guard}
    if trial is None or trial.plan is None:
        return said
    finding = trial.found
    return said | {
        "plan": trial.plan,
        "rows": rows_of(trial),
        "finding": finding,
        "bar": bar_of(finding) if finding is not None else None,
        "too_long": _too_long(trial, guard),
    }


def _too_long(trial: Trial, guard: Guard) -> bool:
    longest = guard.longest.minutes
    return longest is not None and trial.longest_minutes > longest


def _running(client: Client, trial: UUID) -> Trial:
    return get_object_or_404(Trial, client=client, public_id=trial, ended_at=None)


def _back(request: HttpRequest, client: Client, problem: str = "") -> HttpResponse:
    if problem:
        messages.error(request, problem)
    return redirect("trials:page", client=client.public_id)
