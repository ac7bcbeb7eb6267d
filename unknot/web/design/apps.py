"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class DesignApp(AppConfig):
    """The look: templates to start from, one style sheet, the pages for when something went wrong."""

    name = "unknot.web.design"
    label = "design"
