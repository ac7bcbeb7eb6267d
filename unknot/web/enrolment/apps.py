"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class EnrolmentApp(AppConfig):
    """A client's phone: enrolled with a short-lived code, trusted for the diary alone, revocable."""

    name = "unknot.web.enrolment"
    label = "enrolment"
