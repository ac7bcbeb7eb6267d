"""One more question on the client's phone, on the mornings on which the answer teaches most."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from unknot.web.access import client_self
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.diary.forms import SCALE
from unknot.web.diary.write import NEW, Written, keep
from unknot.web.plans.questions import question_now
from unknot.web.science import questions

PAIN = "pain"


class PainForm(forms.Form):
    """Pain now."""

    pain = forms.TypedChoiceField(choices=SCALE, coerce=int, widget=forms.RadioSelect)


@client_self
def question(request: HttpRequest, client: Client) -> HttpResponse:
    """Ask for pain now; what is answered stands in the diary as an entry of its own."""
    asked = question_now(client)
    if asked is None:
        return redirect("diary:write")
    form = PainForm(request.POST or None)
    (fact,) = questions([PAIN])
    form.fields[PAIN].label = _("How strong is your pain now?")
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with transaction.atomic():
            entry, outcome = keep(client, Written(asked.key, now, now, {PAIN: form.cleaned_data[PAIN]}, extra=True))
            if outcome == NEW:
                note(request, "entry.write", entry)
        messages.success(request, _("Saved. Thank you."))
        return redirect("diary:write")
    shown = {"form": form, "question": fact, "client": client}
    return render(request, "plans/question.html", shown, status=422 if form.errors else 200)
