"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class AuditApp(AppConfig):
    """Who did what: append-only, every entry holding the hash of the one before."""

    name = "unknot.web.audit"
    label = "audit"
