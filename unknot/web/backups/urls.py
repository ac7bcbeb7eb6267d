"""Addresses of backups."""

from __future__ import annotations

from django.urls import path

from unknot.web.backups import views

app_name = "backups"
urlpatterns = [
    path("backups/", views.page, name="page"),
    path("backups/make/", views.make, name="make"),
    path("backups/take/", views.take, name="take"),
]
