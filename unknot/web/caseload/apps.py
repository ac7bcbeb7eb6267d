"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class CaseloadApp(AppConfig):
    """Runs over many clients, kept and shown beside the clients of the practice."""

    name = "unknot.web.caseload"
    label = "caseload"
