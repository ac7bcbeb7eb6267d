"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class AppointmentsApp(AppConfig):
    """Sessions to come."""

    name = "unknot.web.appointments"
    label = "appointments"
