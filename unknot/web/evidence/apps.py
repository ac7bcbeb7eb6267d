"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceApp(AppConfig):
    """Search and browse what studies found."""

    name = "unknot.web.evidence"
    label = "evidence"
