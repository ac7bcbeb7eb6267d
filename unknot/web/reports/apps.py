"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsApp(AppConfig):
    """The report on paper: for the client's doctor and for the client."""

    name = "unknot.web.reports"
    label = "reports"
