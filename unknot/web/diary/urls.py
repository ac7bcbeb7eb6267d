"""Addresses of the diary."""

from __future__ import annotations

from django.urls import path

from unknot.web.diary import views

app_name = "diary"
urlpatterns = [
    path("diary/", views.write, name="write"),
    path("clients/<uuid:client>/diary/", views.entries, name="entries"),
]
