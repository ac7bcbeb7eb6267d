"""Addresses of the intake."""

from __future__ import annotations

from django.urls import path

from unknot.web.intake import decide, views

app_name = "intake"
urlpatterns = [
    path("clients/<uuid:client>/intake/", views.page, name="page"),
    path("clients/<uuid:client>/intake/add/", views.add, name="add"),
    path("clients/<uuid:client>/intake/<uuid:intake>/letter/", views.letter, name="letter"),
    path("clients/<uuid:client>/intake/<uuid:intake>/decide/", decide.decide, name="decide"),
]
