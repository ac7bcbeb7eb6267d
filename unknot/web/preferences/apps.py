"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PreferencesApp(AppConfig):
    """A member of staff's own settings: language, password, second factor."""

    name = "unknot.web.preferences"
    label = "preferences"
