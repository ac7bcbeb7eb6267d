"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class RemindersApp(AppConfig):
    """Reminders without a word about health: an event for the client's calendar, a text that is sent."""

    name = "unknot.web.reminders"
    label = "reminders"
