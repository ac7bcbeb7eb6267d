"""What a phone asks for beside the page: sending what was written offline, and the parts that make that work."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from unknot.web.access import client_self, public
from unknot.web.clients.models import Client
from unknot.web.diary.days import TAKEN, believable, days_back
from unknot.web.diary.forms import EntryForm
from unknot.web.diary.views import ASKED, save
from unknot.web.science import questions

PARTS = (
    "diary/diary.css",
    "diary/write.js",
    "diary/outbox.js",
    "design/tokens.css",
    "design/base.css",
    "design/components.css",
    "design/knot.svg",
    "design/fonts/source-serif-4-latin-500-normal.woff2",
)
"""The shipped files of the page of questions, kept on the phone for when there is no network."""


@client_self
@require_POST
def send(request: HttpRequest, client: Client) -> HttpResponse:
    """One page from the phone's outbox. What is answered with `kept` may be forgotten by the phone."""
    now = timezone.now()
    form = EntryForm(request.POST, questions=questions(ASKED), days=days_back(client.practice, now, TAKEN))
    if not form.is_valid():
        problems = [str(problem) for found in form.errors.values() for problem in found]
        return JsonResponse({"kept": False, "problem": " ".join(problems)}, status=422)
    save(request, client, form, written_at=believable(_moment(request.POST.get("written_at", ""), now), now))
    return JsonResponse({"kept": True})


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The page of questions without anything of anybody, which a phone keeps for when there is no network."""
    form = EntryForm(questions=questions(ASKED), days=(), initial={"key": uuid.UUID(int=0)})
    return render(request, "diary/offline.html", {"form": form})


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers from what the phone keeps where there is no network, for the diary's pages only."""
    return render(request, "diary/worker.js", {"parts": PARTS}, content_type="text/javascript; charset=utf-8")


@public
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What the phone calls the diary on its home screen: no health words."""
    return render(request, "diary/manifest.webmanifest", content_type="application/manifest+json")


def _moment(said: str, otherwise: datetime) -> datetime:
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    return moment if moment is not None and moment.tzinfo is not None else otherwise
