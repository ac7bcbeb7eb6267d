"""The language of the page: the one that a member of staff or a client has chosen, else the browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from unknot.web.access import is_signed_in


class OwnLanguage:
    """Middleware that sets the chosen language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the visitor's language."""
        device = getattr(request, "device", None)
        chosen = getattr(request.user, "language", "") or (device.client.language if device else "")
        if chosen and not _is_chosen_before_signing_in(request):
            translation.activate(chosen)
        return self.get_response(request)


def _is_chosen_before_signing_in(request: HttpRequest) -> bool:
    """Whether somebody between the two factors has chosen in this browser; nothing is kept with a person until both."""
    between = request.user.is_authenticated and not is_signed_in(request)
    return between and settings.LANGUAGE_COOKIE_NAME in request.COOKIES
