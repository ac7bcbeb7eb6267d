"""Addresses of sessions."""

from __future__ import annotations

from django.urls import path

from unknot.web.sessions import views

app_name = "treatments"
urlpatterns = [
    path("clients/<uuid:client>/sessions/", views.list_sessions, name="list"),
    path("clients/<uuid:client>/sessions/add/", views.add, name="add"),
    path("clients/<uuid:client>/sessions/review/", views.review, name="review"),
    path("clients/<uuid:client>/sessions/<uuid:session>/", views.show, name="session"),
    path("clients/<uuid:client>/sessions/<uuid:session>/change/", views.change, name="change"),
    path("clients/<uuid:client>/sessions/<uuid:session>/remove/", views.remove, name="remove"),
]
