"""Addresses of the settings."""

from __future__ import annotations

from django.urls import path

from unknot.web.preferences import views

app_name = "preferences"
urlpatterns = [
    path("settings/", views.page, name="page"),
    path("settings/practice/", views.practice, name="practice"),
    path("settings/password/", views.password, name="password"),
]
