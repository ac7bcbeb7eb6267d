"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class TimelineApp(AppConfig):
    """A client's timeline."""

    name = "unknot.web.timeline"
    label = "timeline"
