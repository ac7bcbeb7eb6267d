"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class TodayApp(AppConfig):
    """The first page: who needs a look today."""

    name = "unknot.web.today"
    label = "today"
