"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ColleaguesApp(AppConfig):
    """Colleagues: who works at the practice, inviting somebody, ending access, handing clients over."""

    name = "unknot.web.colleagues"
    label = "colleagues"
