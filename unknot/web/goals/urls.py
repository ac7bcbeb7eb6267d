"""Addresses of goals."""

from __future__ import annotations

from django.urls import path

from unknot.web.goals import views

app_name = "goals"
urlpatterns = [
    path("clients/<uuid:client>/goals/<uuid:goal>/end/", views.end_goal, name="end"),
    path("clients/<uuid:client>/goals/<uuid:goal>/again/", views.again, name="again"),
]
