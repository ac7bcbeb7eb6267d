"""The diary: on the client's phone, and as a tab of the therapist's page."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from unknot.web.access import client_self, staff_of_client
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.diary.days import SHOWN, days_back, moment_of
from unknot.web.diary.forms import PRACTICES, EntryForm
from unknot.web.diary.models import Entry
from unknot.web.diary.write import CHANGED, NEW, Written, keep
from unknot.web.science import questions

ASKED = ("pain", "sleep_quality", "stress", "mood")
A_PAGE = 30
ACTIONS = {NEW: "entry.write", CHANGED: "entry.change"}


@client_self
def write(request: HttpRequest, client: Client) -> HttpResponse:
    """The questions of today; what was answered, once they are."""
    now = timezone.now()
    days = days_back(client.practice, now, SHOWN)
    today = _entry_of(client, days[0].date)
    asked_for = {"change", "earlier", "now"} & request.GET.keys()
    if request.method == "GET" and today is not None and not asked_for:
        return render(request, "diary/written.html", {"client": client, "entry": today, "said": _said(today)})
    if request.method == "GET" and client.is_paused and not asked_for:
        return render(request, "diary/paused.html", {"client": client})
    begin = _begin(today if "change" in request.GET else None, days[1 if "earlier" in request.GET else 0].date)
    form = EntryForm(request.POST or None, questions=questions(ASKED), days=days, initial=begin)
    if request.method == "POST" and form.is_valid():
        save(request, client, form, written_at=now)
        messages.success(request, _("Saved. Thank you."))
        return redirect("diary:write")
    shown = {"form": form, "client": client, "now": client.practice.local(now)}
    return render(request, "diary/write.html", shown, status=422 if form.errors else 200)


@staff_of_client
def entries(request: HttpRequest, client: Client) -> HttpResponse:
    """Every entry, latest first."""
    page = Paginator(Entry.objects.filter(client=client).order_by("-for_when", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    asked, titles = questions(ASKED), dict(PRACTICES)
    rows = [
        (
            entry,
            [entry.answers.get(question.name) for question in asked],
            [(titles.get(name, name), minutes) for name, minutes in entry.practice.items()],
        )
        for entry in page
    ]
    shown = {"client": client, "page": page, "rows": rows, "questions": asked}
    return render(request, "diary/entries.html", shown)


@transaction.atomic
def save(request: HttpRequest, client: Client, form: EntryForm, *, written_at: datetime) -> Entry:
    """Keep what a valid form says, and log it unless it was there before: both, or neither."""
    data = form.cleaned_data
    about = moment_of(client.practice, data["day"], written_at)
    page = Written(data["key"], about, written_at, form.answers(), form.practice(), data["note"])
    entry, outcome = keep(client, page)
    if outcome in ACTIONS:
        note(request, ACTIONS[outcome], entry)
    return entry


def _entry_of(client: Client, day: date) -> Entry | None:
    """The latest entry of an evening's questions about a day."""
    latest = Entry.objects.filter(client=client, extra=False).order_by("-for_when").first()
    return latest if latest is not None and client.practice.local(latest.for_when).date() == day else None


def _begin(entry: Entry | None, day: date) -> dict[str, Any]:
    if entry is None:
        return {"key": uuid.uuid4(), "day": day.isoformat()}
    return {"key": entry.key, "day": day.isoformat(), "note": entry.note, **entry.answers, **entry.practice}


def _said(entry: Entry) -> list[tuple[str, int]]:
    answers = entry.answers
    return [(question.title, answers[question.name]) for question in questions(ASKED) if question.name in answers]
