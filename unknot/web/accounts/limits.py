"""How long a sign-in of staff lasts: 15 minutes without a click, 12 hours at most."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

BEGAN, SEEN = "signed_in_at", "seen_at"
# Writing the session on every click would make every read a write.
GRAIN_SECONDS = 30


class SessionLimits:
    """Middleware that signs out who was away too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out, or note that somebody is there."""
        if request.user.is_authenticated:
            now = time.time()
            began = request.session.setdefault(BEGAN, now)
            seen = request.session.setdefault(SEEN, now)
            # A clock that was set back must not make a sign-in last longer.
            turned_back = now < max(began, seen) - GRAIN_SECONDS
            if turned_back or now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.IDLE_SECONDS:
                logout(request)
            elif now - seen > GRAIN_SECONDS:
                request.session[SEEN] = now
        return self.get_response(request)
