"""Addresses of clients."""

from __future__ import annotations

from django.urls import path

from unknot.web.clients import views

app_name = "clients"
urlpatterns = [
    path("clients/add/", views.add, name="add"),
    path("clients/<uuid:client>/", views.page, name="page"),
    path("clients/<uuid:client>/change/", views.change, name="change"),
]
