"""The language switch, for everybody: before signing in as well, and on a client's phone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from unknot.web.access import is_signed_in, public
from unknot.web.audit.trail import note

FIRST_PAGE = "/"


@public
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen: in this browser, and with the person where somebody is known."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if own else FIRST_PAGE)
    if chosen not in dict(settings.LANGUAGES):
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    _keep(request, chosen)
    return response


@transaction.atomic
def _keep(request: HttpRequest, chosen: str) -> None:
    """Keep it with a member of staff who is signed in with both factors, or with the client of an enrolled phone."""
    visitor: Any = request
    device = getattr(visitor, "device", None)
    if is_signed_in(request):
        person, action = visitor.user, "staff.change"
    elif device is not None:
        person, action = device.client, "client.change"
    else:
        return
    person.language = chosen
    person.save(update_fields=["language"])
    note(request, action, person)
