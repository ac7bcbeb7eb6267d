"""A pause: nobody is asked and nobody is reminded, until a day that the client chose."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from unknot.web.access import client_self
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client

LENGTHS = (
    ("7", gettext_lazy("one week")),
    ("14", gettext_lazy("two weeks")),
    ("28", gettext_lazy("four weeks")),
    ("", gettext_lazy("until I go on by myself")),
)


class PauseForm(forms.Form):
    """How long the diary is paused."""

    days = forms.ChoiceField(
        label=gettext_lazy("For how long?"), choices=LENGTHS, required=False, initial="7", widget=forms.RadioSelect
    )

    def until(self, today: date) -> date | None:
        """The day on which the diary goes on, or None where that is left open."""
        days = self.cleaned_data["days"]
        return today + timedelta(days=int(days)) if days else None


@client_self
def pause(request: HttpRequest, client: Client) -> HttpResponse:
    """Pause the diary, or see since when and until when it is paused."""
    form = PauseForm(request.POST or None)
    if request.method == "POST" and "pause" in request.POST and form.is_valid():
        now = timezone.now()
        _keep(request, client, "diary.pause", (now, form.until(client.practice.local(now).date())))
        messages.success(request, _("Your diary is paused."))
        return redirect("diary:pause")
    return render(request, "diary/pause.html", {"form": form, "client": client}, status=422 if form.errors else 200)


@client_self
@require_POST
def go_on(request: HttpRequest, client: Client) -> HttpResponse:
    """End the pause."""
    _keep(request, client, "diary.go_on", (None, None))
    messages.success(request, _("Welcome back. Your diary goes on."))
    return redirect("diary:write")


@transaction.atomic
def _keep(request: HttpRequest, client: Client, action: str, pause: tuple[object, date | None]) -> None:
    Client.objects.filter(pk=client.pk).update(paused_at=pause[0], paused_until=pause[1])
    note(request, action, client)
