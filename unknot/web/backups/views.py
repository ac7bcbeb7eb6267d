"""The owner's page of backups."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unknot.errors import UnknotError
from unknot.web.access import owner
from unknot.web.accounts.member import member
from unknot.web.accounts.recovery import has_recovery_sheet
from unknot.web.audit.trail import note
from unknot.web.backups.make import back_up
from unknot.web.backups.nightly import send_soon
from unknot.web.backups.shelf import all_kept, last_verified, shelf
from unknot.web.backups.shown_storage import shown_storage
from unknot.web.translation.said import said


@owner
def page(request: HttpRequest) -> HttpResponse:
    """Which backups there are, and when each was last proved to open."""
    kept = all_kept() if has_recovery_sheet() else []
    storage = shown_storage(kept)
    copied = storage.copied if storage and storage.copied else [None] * len(kept)
    shown = {
        "kept": list(zip(kept, copied, strict=True)),
        "last": last_verified() if kept else None,
        "folder": shelf(),
        "in_file": has_recovery_sheet(),
        "storage": storage,
    }
    return render(request, "backups/page.html", {**shown, "practice": member(request).practice})


@owner
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Back up now."""
    try:
        back_up()
    except UnknotError as error:
        messages.error(request, said(f"{error.what} {error.todo}"))
    else:
        note(request, "practice.back_up", member(request).practice)
        messages.success(request, _("The backup was made, and restored for practice: it holds the same."))
        send_soon()
    return redirect("backups:page")


@owner
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """One backup as a file, to be kept elsewhere.

    Raises:
        Http404: If there is no backup of this name.
    """
    paths: dict[str, Path] = {kept.path.name: kept.path for kept in all_kept()} if has_recovery_sheet() else {}
    path = paths.get(request.POST.get("name", ""))
    if path is None:
        raise Http404
    note(request, "practice.take_backup", member(request).practice)
    return cast(HttpResponse, FileResponse(path.open("rb"), as_attachment=True, filename=path.name))
