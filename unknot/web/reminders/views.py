"""The client's own reminder, and the texts that a therapist may send."""

from __future__ import annotations

from datetime import time

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from unknot.web.access import client_self, staff_of_client
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.data.download import download
from unknot.web.reminders.calendar import calendar_of
from unknot.web.reminders.words import letter, short_message

EVENING = time(20, 30)


class ReminderForm(forms.Form):
    """The time of day."""

    at = forms.TimeField(label=gettext_lazy("At what time?"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


@client_self
def own(request: HttpRequest, client: Client) -> HttpResponse:
    """Choose a time; once it is chosen, take the event for the calendar."""
    form = ReminderForm(
        request.POST if request.method == "POST" else None, initial={"at": client.reminder_at or EVENING}
    )
    if request.method == "POST" and form.is_valid():
        _keep(request, client, form.cleaned_data["at"])
        messages.success(request, _("The time is kept. Now put it into your calendar."))
        return redirect("reminders:own")
    shown = {"form": form, "client": client, "days": settings.DEVICE_DAYS, "may_be_taken": _may_be_taken(client)}
    return render(request, "reminders/own.html", shown, status=422 if form.errors else 200)


@client_self
@require_GET
def event(request: HttpRequest, client: Client) -> HttpResponse:
    """The event as a file; back to the page where there is no time yet, or a pause without an end."""
    if client.reminder_at is None or not _may_be_taken(client):
        return redirect("reminders:own")
    return download(calendar_of(client, client.reminder_at), "text/calendar; charset=utf-8", "evening.ics")


@client_self
@require_POST
def none(request: HttpRequest, client: Client) -> HttpResponse:
    """No reminder any more."""
    _keep(request, client, None)
    messages.success(request, _("No reminder any more. Delete the event in your calendar."))
    return redirect("reminders:own")


@staff_of_client
def texts(request: HttpRequest, client: Client) -> HttpResponse:
    """Texts to copy into an e-mail or a short message."""
    address = request.build_absolute_uri("/")
    shown = {"client": client, "letter": letter(client.therapist.name, address), "short": short_message(address)}
    return render(request, "reminders/texts.html", shown)


def _may_be_taken(client: Client) -> bool:
    """Whether it is known when the diary is asked for."""
    return not client.is_paused or client.paused_until is not None


@transaction.atomic
def _keep(request: HttpRequest, client: Client, at: time | None) -> None:
    Client.objects.filter(pk=client.pk).update(reminder_at=at)
    note(request, "reminder.change", client)
