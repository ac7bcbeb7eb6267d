"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class WhyApp(AppConfig):
    """The living picture of the pain system, for everybody and for one client."""

    name = "unknot.web.why"
    label = "why"
