"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class BodyMapApp(AppConfig):
    """The body map: two figures to click on, and a list of the same regions."""

    name = "unknot.web.body_map"
    label = "body_map"
