"""Clients: the list, a new one, and the page that other apps add tabs to."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unknot.web.access import staff, staff_of_client
from unknot.web.accounts.member import member
from unknot.web.accounts.recovery import recovery_is_due
from unknot.web.audit.trail import note
from unknot.web.clients.forms import ClientForm
from unknot.web.clients.models import Client
from unknot.web.navigation import links


@staff
def add(request: HttpRequest) -> HttpResponse:
    """A new client, once it is known that the recovery sheet works."""
    person = member(request)
    if recovery_is_due(person.practice):
        return redirect("accounts:recovery_sheet") if person.is_owner else render(request, "clients/wait.html")
    client = Client(practice=person.practice, therapist=person)
    form = ClientForm(request.POST or None, instance=client, member=person)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note(request, "client.add", client)
        messages.success(request, _("%(name)s was added.") % {"name": client.name})
        return redirect("enrolment:phones", client=client.public_id)
    return render(request, "clients/add.html", {"form": form}, status=422 if form.errors else 200)


@staff_of_client
def change(request: HttpRequest, client: Client) -> HttpResponse:
    """Correct what is known of a client."""
    form = ClientForm(request.POST or None, instance=client, member=member(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note(request, "client.change", client)
        messages.success(request, _("Saved."))
        return redirect("clients:page", client=client.public_id)
    return render(request, "clients/change.html", {"form": form, "client": client}, status=422 if form.errors else 200)


@staff_of_client
def page(request: HttpRequest, client: Client) -> HttpResponse:
    """The first tab of a client's page.

    Raises:
        Http404: If no app adds one.
    """
    tabs = links("CLIENT_TABS")
    if not tabs:
        raise Http404
    return redirect(tabs[0].view, client=client.public_id)
