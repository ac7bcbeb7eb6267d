"""Addresses of the settings."""

from __future__ import annotations

from django.urls import path

from unknot.web.preferences import language, views

app_name = "preferences"
urlpatterns = [
    path("language/", language.choose, name="language"),
    path("settings/", views.page, name="page"),
    path("settings/practice/", views.practice, name="practice"),
    path("settings/password/", views.password, name="password"),
]
