"""Addresses of trials of one."""

from __future__ import annotations

from django.urls import path

from unknot.web.trials import views

app_name = "trials"
urlpatterns = [
    path("clients/<uuid:client>/trial/", views.page, name="page"),
    path("clients/<uuid:client>/trial/found/", views.found, name="found"),
    path("clients/<uuid:client>/trial/<uuid:trial>/begin/", views.begin, name="begin"),
    path("clients/<uuid:client>/trial/<uuid:trial>/open/", views.open_next, name="open_next"),
    path("clients/<uuid:client>/trial/<uuid:trial>/analyse/", views.analyse, name="analyse"),
    path("clients/<uuid:client>/trial/<uuid:trial>/end/", views.end, name="end"),
    path("mine/trial/", views.own, name="own"),
]
