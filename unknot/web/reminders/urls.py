"""Addresses of reminders."""

from __future__ import annotations

from django.urls import path

from unknot.web.reminders import views

app_name = "reminders"
urlpatterns = [
    path("mine/reminder/", views.own, name="own"),
    path("mine/reminder/evening.ics", views.event, name="event"),
    path("mine/reminder/none/", views.none, name="none"),
    path("clients/<uuid:client>/reminder/", views.texts, name="texts"),
]
