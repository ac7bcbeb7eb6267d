"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class TrialsApp(AppConfig):
    """Trials of one: two options compared within one client, in an order that is sealed."""

    name = "unknot.web.trials"
    label = "trials"

    def ready(self) -> None:
        """Let the worker know its work."""
        from unknot.web.learning.worker import WAITED_FOR
        from unknot.web.trials.work import work_on_trials

        WAITED_FOR.append(work_on_trials)
