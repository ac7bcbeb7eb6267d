"""Addresses of the evidence."""

from __future__ import annotations

from django.urls import path

from unknot.web.evidence import views

app_name = "evidence"
urlpatterns = [
    path("evidence/", views.page, name="page"),
    path("evidence/claims/<slug:name>/", views.claim, name="claim"),
    path("evidence/arrows/<slug:name>/", views.arrow, name="arrow"),
    path("evidence/treatments/<slug:name>/", views.treatment, name="treatment"),
]
