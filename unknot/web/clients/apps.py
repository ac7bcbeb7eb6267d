"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ClientsApp(AppConfig):
    """Clients, and the page of one client that other apps add tabs to."""

    name = "unknot.web.clients"
    label = "clients"
