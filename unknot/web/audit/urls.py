"""Addresses of the audit log."""

from __future__ import annotations

from django.urls import path

from unknot.web.audit import views

app_name = "audit"
urlpatterns = [path("audit/", views.log, name="log"), path("audit/check/", views.check, name="check")]
