"""Leaving: every phone is taken off the diary, and the practice is asked to erase what it keeps."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from unknot.web.access import client_self, public, staff_of_client
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.enrolment.enrol import revoke_all
from unknot.web.enrolment.leaving import sent_away


class LeaveForm(forms.Form):
    """That it is meant."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, I want to leave, and everything is to be erased"),
        error_messages={"required": gettext_lazy("Tick the box if this is what you want.")},
    )


@client_self
def leave(request: HttpRequest, client: Client) -> HttpResponse:
    """Leave, once it was confirmed; only staff erase, because the law may oblige them to keep a part."""
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            # Before the phones go: the line in the log is the client's own.
            note(request, "client.ask_erasure", client)
            revoke_all(client)
            Client.objects.filter(pk=client.pk).update(erasure_asked_at=timezone.now())
        return sent_away("data:left")
    return render(request, "data/leave.html", {"form": form}, status=422 if form.errors else 200)


@public
def left(request: HttpRequest) -> HttpResponse:
    """What a phone shows that was taken off by its client."""
    return render(request, "data/left.html")


@staff_of_client
@require_POST
def stay(request: HttpRequest, client: Client) -> HttpResponse:
    """The client thought again, and said so: nothing is to be erased."""
    with transaction.atomic():
        Client.objects.filter(pk=client.pk).update(erasure_asked_at=None)
        note(request, "client.stay", client)
    messages.success(request, _("The wish to be erased was taken back."))
    return redirect("data:page", client=client.public_id)
