"""Addresses of the caseload."""

from __future__ import annotations

from django.urls import path

from unknot.web.caseload import views

app_name = "caseload"
urlpatterns = [
    path("caseload/", views.page, name="page"),
    path("caseload/add/", views.add, name="add"),
    path("caseload/<uuid:run>/", views.run, name="run"),
    path("caseload/<uuid:run>/remove/", views.remove, name="remove"),
]
