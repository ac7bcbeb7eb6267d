"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PlansApp(AppConfig):
    """Plans: options to choose from, the one that was chosen, and the next questions."""

    name = "unknot.web.plans"
    label = "plans"

    def ready(self) -> None:
        """Let the worker know its work."""
        from unknot.web.plans import work

        assert work.queue
