"""Addresses of a client's data."""

from __future__ import annotations

from django.urls import path

from unknot.web.data import import_views, leave, views

app_name = "data"
urlpatterns = [
    path("mine/data/", views.own, name="own"),
    path("mine/data/export/", views.own_export, name="own_export"),
    path("mine/leave/", leave.leave, name="leave"),
    path("left/", leave.left, name="left"),
    path("clients/bring/", views.bring_in, name="bring_in"),
    path("clients/<uuid:client>/data/", views.page, name="page"),
    path("clients/<uuid:client>/data/export/", views.export, name="export"),
    path("clients/<uuid:client>/data/erase/", views.erase, name="erase"),
    path("clients/<uuid:client>/data/stay/", leave.stay, name="stay"),
    path("clients/<uuid:client>/data/upload/", import_views.upload, name="upload"),
    path("clients/<uuid:client>/data/upload/<uuid:upload>/", import_views.preview, name="preview"),
    path("clients/<uuid:client>/data/upload/<uuid:upload>/drop/", import_views.drop, name="drop"),
]
