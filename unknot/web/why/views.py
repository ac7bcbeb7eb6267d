"""The living picture: for everybody as a teaching page, for a client with the levels that the diary says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from unknot.errors import UnknotError
from unknot.web import science_of_why as science
from unknot.web.access import client_self, public, staff_of_client
from unknot.web.clients.models import Client
from unknot.web.design.frame import frame_for_everybody
from unknot.web.learning.records import record_for
from unknot.web.why.spoken import moves_said, picture_said

JSON = "application/json"


@public
def page(request: HttpRequest) -> HttpResponse:
    """A typical person."""
    return render(request, "why/page.html", {**_shown(reverse("why:moving")), "layout": frame_for_everybody(request)})


@public
def moving(request: HttpRequest) -> HttpResponse:
    """What the moving picture of a typical person is told."""
    return HttpResponse(moves_said(science.moving()), content_type=JSON)


@staff_of_client
def client_page(request: HttpRequest, client: Client) -> HttpResponse:
    """A client's own levels, for staff."""
    shown = _shown(reverse("why:moving_client", kwargs={"client": client.public_id}), of_client=True)
    return render(request, "why/client.html", {**shown, "client": client})


@staff_of_client
def moving_client(request: HttpRequest, client: Client) -> HttpResponse:
    """What the moving picture of a client is told, for staff."""
    return _moving_of(client)


@client_self
def mine(request: HttpRequest, client: Client) -> HttpResponse:
    """The client's own levels, on their phone."""
    shown = {**_shown(reverse("why:moving_mine"), of_client=True), "layout": "design/device.html"}
    return render(request, "why/page.html", shown)


@client_self
def moving_mine(request: HttpRequest, client: Client) -> HttpResponse:
    """What the client's own moving picture is told."""
    return _moving_of(client)


def _moving_of(client: Client) -> HttpResponse:
    """The client's levels; those of a typical person before the diary says anything."""
    record = record_for(client)
    try:
        told = science.moving() if record is None else science.moving_for(record)
    except UnknotError:
        told = science.moving()
    return HttpResponse(moves_said(told), content_type=JSON)


def _shown(source: str, *, of_client: bool = False) -> dict[str, Any]:
    # The pictures are drawn by ourselves from shipped files, which nobody writes to over the web.
    pictures = {kind: mark_safe(picture_said(science.picture(kind))) for kind in ("wide", "tall")}
    typical = _("Numbers are those of a typical person with lasting pain, from the model; you may differ.")
    own = _(
        "Filled parts are this client's own, from the diary. All others, and what each button changes, are those of a "
        "typical person with lasting pain, from the model."
    )
    return {
        **pictures,
        "source": source,
        "of_client": of_client,
        "parts": science.parts(),
        "levers": science.levers(),
        "whose": own if of_client else typical,
    }
