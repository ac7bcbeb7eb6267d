"""The app's place in Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class LearningApp(AppConfig):
    """What was learned from each client's record, as of when; learned in the background."""

    name = "unknot.web.learning"
    label = "learning"

    def ready(self) -> None:
        """Listen for changes of what is learned from, so that no page has to remember to say so."""
        from unknot.web.diary.models import Entry
        from unknot.web.sessions.models import Session

        for kind in (Entry, Session):
            post_save.connect(_changed, sender=kind, dispatch_uid=f"saved {kind.__name__}")
            post_delete.connect(_changed, sender=kind, dispatch_uid=f"deleted {kind.__name__}")


def _changed(instance: Any, **_said: object) -> None:
    from unknot.web.clients.models import Client
    from unknot.web.learning.worker import record_changed

    # A row that goes together with its client leaves nobody to learn about.
    client = Client.objects.filter(pk=instance.client_id).first()
    if client is not None:
        record_changed(client)
