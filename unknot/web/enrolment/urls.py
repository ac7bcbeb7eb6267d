"""Addresses of enrolment."""

from __future__ import annotations

from django.urls import path

from unknot.web.enrolment import views

app_name = "enrolment"
urlpatterns = [
    path("enter/", views.enter, name="enter"),
    path("leave/", views.leave, name="leave"),
    path("clients/<uuid:client>/phones/", views.phones, name="phones"),
    path("clients/<uuid:client>/phones/<uuid:device>/revoke/", views.revoke_phone, name="revoke_phone"),
]
