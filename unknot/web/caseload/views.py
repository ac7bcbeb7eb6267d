"""The caseload: runs of the whole practice for its owner, and for everybody the clients whom they may see."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from unknot.web.access import owner, staff
from unknot.web.accounts.member import member
from unknot.web.audit.trail import note
from unknot.web.caseload.clients import standings
from unknot.web.caseload.counts import counted
from unknot.web.caseload.forms import RunForm
from unknot.web.caseload.models import CaseloadRun
from unknot.web.caseload.shared import shared_of
from unknot.web.caseload.treatments import treatments_of
from unknot.web.science_of_caseload import TICKS


@staff
def page(request: HttpRequest) -> HttpResponse:
    """The clients whom somebody may see; for the owner beside the newest run.

    A run tells of all clients of the practice, and with few of single ones: it is for who may see them all.
    """
    person = member(request)
    newest = CaseloadRun.objects.filter(practice=person.practice).first() if person.is_owner else None
    return _shown(request, newest)


@owner
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """One run beside the clients."""
    return _shown(request, _found(request, run))


@owner
def add(request: HttpRequest) -> HttpResponse:
    """Keep the files of a run."""
    person = member(request)
    today = person.practice.local(timezone.now()).date()
    form = RunForm(request.POST or None, request.FILES or None, today=today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with transaction.atomic():
            kept, is_new = CaseloadRun.keep(person, given["made_on"], given["summary"], given["pooled"])
            if is_new:
                note(request, "caseload.add", kept)
        messages.success(request, _("The run is kept.") if is_new else _("This run was here already."))
        return redirect("caseload:run", run=kept.public_id)
    return render(request, "caseload/add.html", {"form": form}, status=422 if form.errors else 200)


@owner
def remove(request: HttpRequest, run: UUID) -> HttpResponse:
    """Remove a run once somebody has said that it may go."""
    kept = _found(request, run)
    if request.method == "POST":
        with transaction.atomic():
            note(request, "caseload.remove", kept)
            kept.delete()
        messages.success(request, _("The run was removed."))
        return redirect("caseload:page")
    return render(request, "caseload/remove.html", {"run": kept})


def _found(request: HttpRequest, run: UUID) -> CaseloadRun:
    return get_object_or_404(CaseloadRun, practice=member(request).practice, public_id=run)


def _shown(request: HttpRequest, kept: CaseloadRun | None) -> HttpResponse:
    person = member(request)
    clients = standings(person)
    shown = {
        "run": kept,
        "clients": clients,
        "learned": sum(client.is_learned for client in clients),
        "waiting": sum(client.is_stale for client in clients),
        "counts": counted(kept.summary if kept else None, clients),
        "treatments": treatments_of(kept.summary, clients) if kept else (),
        "shared": shared_of(kept.pooled) if kept and kept.pooled else None,
        "others": CaseloadRun.objects.filter(practice=person.practice).exclude(pk=kept.pk).defer("pooled")
        if kept
        else (),
        "ticks": TICKS,
    }
    return render(request, "caseload/page.html", shown)
