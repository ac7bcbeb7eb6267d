"""Addresses of the timeline."""

from __future__ import annotations

from django.urls import path

from unknot.web.timeline import own, views

app_name = "timeline"
urlpatterns = [
    path("mine/relief/", own.own, name="own"),
    path("clients/<uuid:client>/timeline/", views.page, name="page"),
    path("clients/<uuid:client>/timeline/ahead/", views.ahead, name="ahead"),
    path("clients/<uuid:client>/timeline/keep/", views.keep, name="keep"),
    path("clients/<uuid:client>/timeline/as-of/", views.as_of, name="as_of"),
]
