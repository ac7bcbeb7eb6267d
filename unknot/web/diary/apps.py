"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class DiaryApp(AppConfig):
    """What a client writes down: answers from 0 to 10, practice, a note."""

    name = "unknot.web.diary"
    label = "diary"
