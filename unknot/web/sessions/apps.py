"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class SessionsApp(AppConfig):
    """What a therapist does: one session of massage with everything that is known about it."""

    name = "unknot.web.sessions"
    label = "treatments"
