"""The diary: on the client's phone, and as a tab of the therapist's page."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from unknot.web.access import client_self, staff_of_client
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.diary.forms import EntryForm
from unknot.web.diary.models import Entry
from unknot.web.diary.write import Written, keep
from unknot.web.science import questions

ASKED = ("pain", "sleep_quality", "stress", "mood")
A_PAGE = 30


@client_self
def write(request: HttpRequest, client: Client) -> HttpResponse:
    """The questions of today."""
    asked = questions(ASKED)
    form = EntryForm(request.POST or None, questions=asked, initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        page = Written(form.cleaned_data["key"], now, now, form.answers(), note=form.cleaned_data["note"])
        entry, is_new = keep(client, page)
        if is_new:
            note(request, "entry.write", entry)
        messages.success(request, _("Saved. Thank you."))
        return redirect("diary:write")
    shown = {"form": form, "client": client, "now": client.practice.local(timezone.now())}
    return render(request, "diary/write.html", shown, status=422 if form.errors else 200)


@staff_of_client
def entries(request: HttpRequest, client: Client) -> HttpResponse:
    """Every entry, latest first."""
    page = Paginator(Entry.objects.filter(client=client).order_by("-for_when", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    names = [question.name for question in questions(ASKED)]
    rows = [(entry, [entry.answers.get(name) for name in names]) for entry in page]
    shown = {"client": client, "page": page, "rows": rows, "questions": questions(ASKED)}
    return render(request, "diary/entries.html", shown)
