"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class GoalsApp(AppConfig):
    """Goals of clients, and how they go."""

    name = "unknot.web.goals"
    label = "goals"
