"""The tab of a client's data: what comes in, what goes out, and the end of it."""

from __future__ import annotations

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unknot.errors import RecordError
from unknot.web.access import client_self, staff, staff_of_client
from unknot.web.accounts.member import member
from unknot.web.accounts.recovery import recovery_is_due
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.data.archive import archive
from unknot.web.data.bring import bring
from unknot.web.data.download import download, refused
from unknot.web.data.erase import erase as erase_for_good
from unknot.web.data.forms import BringForm, EraseForm, TablesForm
from unknot.web.translation.said import said


@staff_of_client
def page(request: HttpRequest, client: Client) -> HttpResponse:
    """What can be done with a client's data."""
    return render(request, "data/page.html", {"client": client, "form": TablesForm()})


@staff_of_client
@require_POST
def export(request: HttpRequest, client: Client) -> HttpResponse:
    """Everything about a client, as one ZIP."""
    return _archive(request, client, for_client=False)


@staff_of_client
def erase(request: HttpRequest, client: Client) -> HttpResponse:
    """Erase a client once the name was typed."""
    form = EraseForm(request.POST or None, client=client)
    if request.method == "POST" and form.is_valid():
        try:
            erase_for_good(client, ("staff", str(member(request).public_id)))
        except (OSError, DatabaseError):
            form.add_error(None, _("Nothing was erased: the disk is full or cannot be written to."))
        else:
            messages.success(request, _("The client was erased."))
            return redirect("today:page")
    return render(request, "data/erase.html", {"form": form, "client": client}, status=422 if form.errors else 200)


@staff
def bring_in(request: HttpRequest) -> HttpResponse:
    """A new client from an export."""
    person = member(request)
    if recovery_is_due(person.practice):
        return redirect("clients:add")
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                client = bring(form.cleaned_data["file"].read(), person)
                note(request, "client.bring_in", client)
        except RecordError as error:
            form.add_error("file", said(f"{error.what} {error.todo}"))
        else:
            messages.success(request, _("The client and everything that was exported are here."))
            return redirect("clients:page", client=client.public_id)
    return render(request, "data/bring.html", {"form": form}, status=422 if form.errors else 200)


@client_self
def own(request: HttpRequest, client: Client) -> HttpResponse:
    """What a client may do with the own data."""
    return render(request, "data/own.html", {"client": client})


@client_self
@require_POST
def own_export(request: HttpRequest, client: Client) -> HttpResponse:
    """Everything about the client who asks, as one ZIP; of a trial that runs the seal and not the order."""
    return _archive(request, client, for_client=True)


def _archive(request: HttpRequest, client: Client, *, for_client: bool) -> HttpResponse:
    if (answer := refused(request, client.public_id)) is not None:
        return answer
    note(request, "client.export", client)
    today = client.practice.local(timezone.now())
    return download(archive(client, for_client=for_client), "application/zip", f"unknot-{today:%Y-%m-%d}.zip")
