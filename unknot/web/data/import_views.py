"""Importing tables into a client: uploaded, looked at, then kept or dropped."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from unknot.errors import RecordError
from unknot.web.access import staff_of_client
from unknot.web.accounts.member import member
from unknot.web.audit.trail import note
from unknot.web.clients.models import Client
from unknot.web.data.forms import TablesForm
from unknot.web.data.models import Upload
from unknot.web.data.tables import keep, plain_problems, read
from unknot.web.science import known_questions, treatment_titles
from unknot.web.translation.said import plainly

SHOWN = 6


@staff_of_client
@require_POST
def upload(request: HttpRequest, client: Client) -> HttpResponse:
    """Take the tables, and show what would be imported."""
    Upload.clear()
    form = TablesForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "data/page.html", {"client": client, "form": form}, status=422)
    given = form.cleaned_data
    kept = Upload(
        client=client,
        member=member(request),
        responses_name=given["responses"].name[:120],
        responses=given["responses"].read(),
        doses_name=given["doses"].name[:120] if given["doses"] else "",
        doses=given["doses"].read() if given["doses"] else None,
        **{name: given[name] for name in ("person", "ignored", "first_day")},
    )
    try:
        read(kept)
    except RecordError as error:
        shown = {"client": client, "form": form, "problems": plain_problems(error)}
        return render(request, "data/page.html", shown, status=422)
    kept.save()
    return redirect("data:preview", client=client.public_id, upload=kept.public_id)


@staff_of_client
def preview(request: HttpRequest, client: Client, upload: object) -> HttpResponse:
    """What would be imported; the button imports it."""
    waiting = get_object_or_404(Upload.waiting(), client=client, public_id=upload)
    try:
        return _keep(request, client, waiting) if request.method == "POST" else _shown(request, client, waiting)
    except RecordError as error:
        # It could be read when it was uploaded; by another time zone of the practice, for one, it may not be.
        shown = {"client": client, "form": TablesForm(), "problems": plain_problems(error)}
        return render(request, "data/page.html", shown, status=422)


@staff_of_client
@require_POST
def drop(request: HttpRequest, client: Client, upload: object) -> HttpResponse:
    """Forget an upload."""
    get_object_or_404(Upload, client=client, public_id=upload).delete()
    messages.success(request, _("Nothing was imported."))
    return redirect("data:page", client=client.public_id)


def _keep(request: HttpRequest, client: Client, waiting: Upload) -> HttpResponse:
    with transaction.atomic():
        found = keep(waiting)
        note(request, "client.import", client)
    count = len(found.entries) + len(found.sessions)
    said = ngettext("%(count)s row was imported.", "%(count)s rows were imported.", count)
    messages.success(request, said % {"count": count})
    return redirect("diary:entries", client=client.public_id)


def _shown(request: HttpRequest, client: Client, waiting: Upload) -> HttpResponse:
    found = read(waiting)
    titles = {name: plainly(title) for name, title in treatment_titles().items()}
    questions = known_questions()
    names = list(dict.fromkeys(name for entry in found.entries for name in entry.answers))
    shown = {
        "client": client,
        "found": found,
        "columns": [plainly(questions[name].title) if name in questions else name for name in names],
        "rows": [(entry.for_when, [entry.answers.get(name) for name in names]) for entry in found.entries[:SHOWN]],
        "sessions": [(entry, titles.get(entry.intervention, entry.intervention)) for entry in found.sessions[:SHOWN]],
    }
    return render(request, "data/preview.html", shown)
