"""Addresses of the diary."""

from __future__ import annotations

from django.urls import path

from unknot.web.diary import pausing, phone, views

app_name = "diary"
urlpatterns = [
    path("diary/", views.write, name="write"),
    path("diary/send/", phone.send, name="send"),
    path("diary/offline/", phone.offline, name="offline"),
    path("diary/worker.js", phone.worker, name="worker"),
    path("diary/manifest.webmanifest", phone.manifest, name="manifest"),
    path("mine/pause/", pausing.pause, name="pause"),
    path("mine/pause/end/", pausing.go_on, name="go_on"),
    path("clients/<uuid:client>/diary/", views.entries, name="entries"),
]
