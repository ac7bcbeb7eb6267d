"""Addresses of the report."""

from __future__ import annotations

from django.urls import path

from unknot.web.reports import views

app_name = "reports"
urlpatterns = [
    path("mine/report/", views.own, name="own"),
    path("clients/<uuid:client>/report/", views.page, name="page"),
    path("clients/<uuid:client>/report/doctor/", views.for_doctor, name="for_doctor"),
    path("clients/<uuid:client>/report/client/", views.for_client, name="for_client"),
]
