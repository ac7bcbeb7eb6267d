"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class BackupsApp(AppConfig):
    """Backups: copied, sealed, restored for practice every time, and thrown away by rule."""

    name = "unknot.web.backups"
    label = "backups"

    def ready(self) -> None:
        """Let the worker know its nightly work."""
        from unknot.web.backups import nightly

        assert nightly.queue
