"""Addresses of the first page."""

from __future__ import annotations

from django.urls import path

from unknot.web.today import views

app_name = "today"
urlpatterns = [
    path("", views.door, name="door"),
    path("today/", views.page, name="page"),
    path("health/", views.health, name="health"),
]
