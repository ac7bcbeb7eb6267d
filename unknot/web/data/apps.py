"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DataApp(AppConfig):
    """A client's data: brought in, taken out, erased for good."""

    name = "unknot.web.data"
    label = "data"

    def ready(self) -> None:
        """Erase again, whenever the tables are brought up to date, whom an older copy has brought back."""
        from unknot.web.data.erase import erase_again

        post_migrate.connect(lambda **_said: erase_again(), sender=self, weak=False, dispatch_uid="erase again")
