"""The app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsApp(AppConfig):
    """The practice, its staff, and how they sign in."""

    name = "unknot.web.accounts"
    label = "accounts"
