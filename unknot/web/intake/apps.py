"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeApp(AppConfig):
    """Intake and safety."""

    name = "unknot.web.intake"
    label = "intake"
