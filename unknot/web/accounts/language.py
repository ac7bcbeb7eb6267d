"""The language of the page: the one that a member of staff or a client has chosen, else the browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


class OwnLanguage:
    """Middleware that sets the chosen language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the visitor's language."""
        device = getattr(request, "device", None)
        chosen = getattr(request.user, "language", "") or (device.client.language if device else "")
        if chosen:
            translation.activate(chosen)
        return self.get_response(request)
